import { crc32, deflateSync } from "node:zlib";
import type { Random } from "./random.ts";

/** Pictures of the demo are drawn, and are in their own addresses: nothing is fetched for them. */
type Colour = readonly [red: number, green: number, blue: number];

/** Whether a point is in a shape; both from 0 to 1, from the top left. */
type Shape = (x: number, y: number) => boolean;

const SIDE = 96;

const ellipse =
  (x: number, y: number, width: number, height: number): Shape =>
  (px, py) =>
    ((px - x) / width) ** 2 + ((py - y) / height) ** 2 <= 1;
const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x <= right && y >= top && y <= bottom;
/** As wide as `top` at its upper edge and `bottom` at its lower one. */
const slope =
  (from: number, to: number, top: number, bottom: number): Shape =>
  (x, y) =>
    y >= from && y <= to && Math.abs(x - 0.5) <= top + ((bottom - top) * (y - from)) / (to - from);
const either =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));
const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    shape(x, y) && !hole(x, y);

/** What the demo's products look like. */
const SHAPES = {
  top: without(
    either(box(0.3, 0.22, 0.7, 0.84), slope(0.22, 0.5, 0.26, 0.4)),
    ellipse(0.5, 0.2, 0.11, 0.08),
  ),
  trousers: without(slope(0.14, 0.88, 0.2, 0.28), slope(0.38, 0.9, 0.01, 0.07)),
  skirt: slope(0.18, 0.84, 0.16, 0.36),
  cloth: either(
    box(0.26, 0.14, 0.74, 0.76),
    (x, y) => y > 0.7 && y < 0.86 && (x * 24) % 2 < 1 && x > 0.26 && x < 0.74,
  ),
  bag: either(
    slope(0.4, 0.86, 0.28, 0.34),
    without(ellipse(0.5, 0.4, 0.2, 0.24), ellipse(0.5, 0.4, 0.15, 0.19)),
  ),
  vessel: either(
    slope(0.26, 0.82, 0.24, 0.2),
    without(ellipse(0.74, 0.5, 0.16, 0.16), ellipse(0.74, 0.5, 0.1, 0.1)),
  ),
  bottle: either(box(0.44, 0.12, 0.56, 0.4), slope(0.34, 0.86, 0.08, 0.22)),
  board: either(box(0.28, 0.3, 0.72, 0.88), box(0.44, 0.12, 0.56, 0.32)),
} as const satisfies Record<string, Shape>;

const COLOURS = {
  linen: [206, 192, 168],
  rust: [166, 84, 58],
  moss: [86, 98, 62],
  sand: [190, 160, 112],
  bark: [104, 72, 52],
  denim: [70, 98, 128],
  ink: [44, 52, 74],
  wood: [176, 128, 80],
  honey: [206, 154, 62],
  glass: [146, 180, 178],
} as const satisfies Record<string, Colour>;

/** The address of a picture of a product. */
export const productPicture = ({
  shape,
  colour,
}: {
  readonly shape: keyof typeof SHAPES;
  readonly colour: keyof typeof COLOURS;
}): string => drawn([244, 241, 235], [{ shape: SHAPES[shape], colour: COLOURS[colour] }]);

const SKIN: readonly Colour[] = [
  [241, 205, 178],
  [224, 172, 134],
  [177, 120, 82],
  [112, 72, 48],
];
const HAIR: readonly Colour[] = [
  [46, 34, 28],
  [92, 58, 34],
  [168, 118, 62],
  [120, 118, 116],
];
const CLOTHES: readonly Colour[] = [
  [38, 78, 92],
  [140, 62, 54],
  [84, 104, 66],
  [70, 66, 110],
];

/** The address of a picture of somebody. */
export const personPicture = (random: Random): string => {
  const isLong = random.chance(0.5);
  return drawn(
    [214, 222, 224],
    [
      {
        shape: isLong ? ellipse(0.5, 0.46, 0.25, 0.34) : ellipse(0.5, 0.34, 0.22, 0.22),
        colour: random.pick(HAIR),
      },
      { shape: ellipse(0.5, 1.02, 0.4, 0.32), colour: random.pick(CLOTHES) },
      {
        shape: either(ellipse(0.5, 0.43, 0.175, 0.22), box(0.43, 0.55, 0.57, 0.74)),
        colour: random.pick(SKIN),
      },
    ],
  );
};

/** A PNG of few colours in its own address; what comes later is drawn over what comes first. */
const drawn = (
  ground: Colour,
  parts: readonly { readonly shape: Shape; readonly colour: Colour }[],
): string => {
  const colourAt = (x: number, y: number): number =>
    parts.findLastIndex(({ shape }) => shape((x + 0.5) / SIDE, (y + 0.5) / SIDE)) + 1;
  const rows = Array.from({ length: SIDE }, (_row, y) => [
    0,
    // Two bits for each pixel, so at most four colours.
    ...Array.from({ length: SIDE / 4 }, (_byte, at) =>
      [0, 1, 2, 3].reduce((byte, next) => (byte << 2) | colourAt(at * 4 + next, y), 0),
    ),
  ]);
  const header = Buffer.from([0, 0, 0, SIDE, 0, 0, 0, SIDE, 2, 3, 0, 0, 0]);
  const palette = Buffer.from([ground, ...parts.map(({ colour }) => colour)].flat());
  const pixels = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  const png = Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    ...[chunk("IHDR", header), chunk("PLTE", palette)],
    ...[chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))],
  ]);
  return `data:image/png;base64,${png.toString("base64")}`;
};

const chunk = (name: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};
