import { z } from "zod";

/** What a picture can be of. */
export const pictureKindSchema = z.enum(["profile", "product", "variant"]);
export type PictureKind = z.infer<typeof pictureKindSchema>;

const ID = "[0-9a-f-]{1,36}";

/** The id of what a picture is of, whatever its kind. */
export const pictureIdSchema = z.string().regex(new RegExp(`^${ID}$`));

/**
 * Which picture a device may ask for, such as `variant/12` (sync/SPEC.md [S26]): what it is of, and
 * never where it is.
 */
export const pictureRefSchema = z
  .string()
  .regex(new RegExp(`^(?:${pictureKindSchema.options.join("|")})/${ID}$`))
  .brand<"PictureRef">();
export type PictureRef = z.infer<typeof pictureRefSchema>;

/** The picture of something. */
export const pictureOf = (kind: PictureKind, id: string | number): PictureRef =>
  pictureRefSchema.parse(`${kind}/${id}`);
