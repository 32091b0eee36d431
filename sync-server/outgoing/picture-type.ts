/** The types of pictures that devices get; never SVG, which is a document with scripts. */
export const pictureTypes = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
] as const;
export type PictureType = (typeof pictureTypes)[number];

/** How the bytes of each type begin: at a place, one of these texts. */
const BEGINNINGS: Readonly<
  Record<PictureType, readonly { readonly at: number; readonly is: readonly string[] }[]>
> = {
  "image/png": [{ at: 0, is: ["\x89PNG\r\n\x1a\n"] }],
  "image/jpeg": [{ at: 0, is: ["\xff\xd8\xff"] }],
  "image/gif": [{ at: 0, is: ["GIF87a", "GIF89a"] }],
  "image/webp": [
    { at: 0, is: ["RIFF"] },
    { at: 8, is: ["WEBP"] },
  ],
  "image/avif": [{ at: 4, is: ["ftypavif", "ftypavis"] }],
};

/** What the bytes say that they are (sync [S28]); null if that is no type of picture here. */
export const pictureTypeOf = (bytes: Buffer): PictureType | null =>
  pictureTypes.find((type) =>
    BEGINNINGS[type].every(({ at, is }) =>
      is.some((text) => bytes.toString("latin1", at, at + text.length) === text),
    ),
  ) ?? null;
