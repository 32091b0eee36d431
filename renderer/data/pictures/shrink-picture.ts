/** No picture is shown larger than this, in pixels of the densest screens. */
const SIDE_MAX = 192;

/**
 * A picture as small as it is shown, as WebP: a photograph of 5 MB becomes about 8 kB, and loses
 * where it was taken. Null if it can't be drawn.
 */
export const shrinkPicture = async (picture: Blob): Promise<Blob | null> => {
  const drawn = await createImageBitmap(picture).catch(() => null);
  if (!drawn) return null;
  const scale = Math.min(1, SIDE_MAX / Math.min(drawn.width, drawn.height));
  const width = Math.max(1, Math.round(drawn.width * scale));
  const height = Math.max(1, Math.round(drawn.height * scale));
  const canvas = new OffscreenCanvas(Math.min(width, SIDE_MAX), Math.min(height, SIDE_MAX));
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  // What doesn't fit a square is cut off on both sides, as it is when it is shown.
  const [left, top] = [(canvas.width - width) / 2, (canvas.height - height) / 2];
  context.drawImage(drawn, left, top, width, height);
  drawn.close();
  return canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
};
