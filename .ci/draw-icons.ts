/**
 * Draws the icons of the packages from `resources/icon.svg`. Run it after the logo changes: `node
 * .ci/draw-icons.ts`. Needs Chromium (`CHROMIUM_PATH`, otherwise Debian's). The results are
 * committed, so packaging needs neither.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const resources = fileURLToPath(new URL("../resources/", import.meta.url));

const draw = async (): Promise<void> => {
  const svg = await readFile(`${resources}icon.svg`, "utf8");
  const images = new Map<number, Buffer>();
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      images.set(size, await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }

  const image = (size: number): Buffer => {
    const found = images.get(size);
    if (!found) throw new Error(`No icon of ${size} pixels was drawn.`);
    return found;
  };
  await mkdir(`${resources}icons`, { recursive: true });
  for (const [size, png] of images) await writeFile(`${resources}icons/${size}x${size}.png`, png);
  await writeFile(`${resources}icon.ico`, icoOf([16, 24, 32, 48, 64, 128, 256], image));
  await writeFile(`${resources}icon.icns`, icnsOf(image));
};

/** A Windows icon: a directory of PNG images. */
const icoOf = (sizes: readonly number[], image: (size: number) => Buffer): Buffer => {
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    // 256 doesn't fit into a byte and is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(image(size).length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += image(size).length;
  });
  return Buffer.concat([header, ...sizes.map(image)]);
};

/** The PNG size behind each name in a macOS icon. Doubled sizes are for Retina. */
const icnsNames: readonly (readonly [string, number])[] = [
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
];

const icnsOf = (image: (size: number) => Buffer): Buffer => {
  const parts = icnsNames.map(([name, size]) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, "ascii");
    head.writeUInt32BE(image(size).length + 8, 4);
    return Buffer.concat([head, image(size)]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "ascii");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
};

await draw();
