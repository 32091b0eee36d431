import { writeFile } from "node:fs/promises";
import encodeQR from "qr";

const WIDTH = 640;
const HEIGHT = 480;
const WHITE = 235;
const BLACK = 16;

/** Writes what Chromium's fake camera shows: a QR code of a text on white paper (YUV4MPEG2). */
export const writeCameraPicture = async (file: string, text: string): Promise<void> => {
  const rows = encodeQR(text, "raw");
  const module = Math.floor((HEIGHT - 80) / rows.length);
  const [left, top] = [WIDTH, HEIGHT].map((side) => Math.floor((side - module * rows.length) / 2));
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  for (const [y, row] of rows.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (!isDark) continue;
      for (let line = 0; line < module; line++) {
        const start = ((top ?? 0) + y * module + line) * WIDTH + (left ?? 0) + x * module;
        light.fill(BLACK, start, start + module);
      }
    }
  }
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`;
  await writeFile(file, Buffer.concat([Buffer.from(`${head}FRAME\n`), light, grey]));
};
