import { afterEach, beforeEach, expect, test } from "vitest";
import { pictureOf } from "#shared/kernel/picture.ts";
import { type PictureHost, PNG, startPictureHost } from "#sync-server/testing/picture-host.ts";
import { createOutgoing } from "./outgoing.ts";
import { pictureTypeOf } from "./picture-type.ts";
import { createPictures, PICTURE_LIMITS, type PictureLimits, type Pictures } from "./pictures.ts";

const bytesOf = (text: string) => Buffer.from(text, "latin1");

let host: PictureHost;
let pictures: Pictures;

beforeEach(async () => {
  host = await startPictureHost();
});
afterEach(() => {
  pictures.stop();
  host.close();
});

const start = (limits: Partial<PictureLimits> = {}) => {
  pictures = createPictures(createOutgoing([host.origin]), { ...PICTURE_LIMITS, ...limits });
};
const read = async (id: number, address: string) => {
  const url = address.startsWith("/") ? host.origin + address : address;
  const answer = await pictures.read(pictureOf("product", id), url);
  return answer.ok ? answer.value.type : answer.error.reason;
};

test("[S28] a picture is one by what its host says and by its bytes, and never SVG", async () => {
  expect(
    [
      PNG,
      "\xff\xd8\xff\xe0",
      "GIF89a",
      "RIFF\x00\x00\x00\x00WEBPVP8 ",
      "\x00\x00\x00\x20ftypavif",
      "RIFF\x00\x00\x00\x00WAVE",
      "\x00\x00\x00\x20ftypisom",
      "<svg xmlns='http://www.w3.org/2000/svg'>",
      "<!doctype html>",
      "",
    ].map((text) => pictureTypeOf(bytesOf(text))),
  ).toEqual([
    ...["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"],
    ...[null, null, null, null, null],
  ]);
  start();
  expect(await read(1, "/a")).toBe("image/png");
  // A host may mistake one type for another; what devices get is what it is.
  expect(await read(1, "/a?type=image/jpeg")).toBe("image/png");
  expect(await read(1, "/a?type=image/svg%2Bxml")).toBe("not_a_picture");
  expect(await read(1, "/a?type=text/html")).toBe("not_a_picture");
  expect(await read(1, "/a?type=")).toBe("not_a_picture");
  expect(await read(1, "/a?bytes=%3Csvg%3E")).toBe("not_a_picture");
  const huge = encodeURIComponent(PNG.replaceAll("\0\0\0\x01", "\0\0\x27\x10"));
  expect(await read(1, `/a?bytes=${huge}`), "10,000 × 10,000 pixels").toBe("not_a_picture");
  expect(await read(1, `/a?bytes=${encodeURIComponent(PNG.slice(0, 12))}`)).toBe("not_a_picture");
  expect(await read(1, `data:image/png;base64,${bytesOf(PNG).toString("base64")}`)).toBe(
    "image/png",
  );
  expect(await read(1, `data:image/svg+xml;base64,${btoa("<svg>")}`)).toBe("address_refused");
});

test("[S28] however many ask, a picture is fetched once, until its time is up or it is forgotten", async () => {
  start({ keepMs: 150 });
  const answers = await Promise.all(Array.from({ length: 200 }, () => read(1, "/a")));
  expect(new Set(answers)).toEqual(new Set(["image/png"]));
  expect(host.asked).toEqual(["/a"]);
  pictures.forget(pictureOf("product", 1));
  await read(1, "/a");
  await read(1, "/b");
  expect(host.asked, "what is at another address is another").toEqual(["/a", "/a", "/b"]);
  await expect.poll(async () => [await read(1, "/b"), host.asked.length]).toContain(4);
});

test("[S28] no more is kept than the limit: what was asked for longest ago goes first", async () => {
  start({ keptBytesMax: 300 });
  for (const id of [1, 2, 3, 1, 4, 1, 3, 2]) await read(id, `/${id}`);
  expect(host.asked, "of 100 bytes each, three are kept").toEqual(["/1", "/2", "/3", "/4", "/2"]);
});

test("[S28] a host that doesn't answer is left alone for a while, and a failure is remembered", async () => {
  start({ restMs: 200, timeoutMs: 50 });
  expect([await read(1, "/gone"), await read(1, "/gone")]).toEqual(["not_ok", "not_ok"]);
  expect(await read(2, "/dead")).toBe("too_slow");
  expect(await read(3, "/fine")).toBe("host_resting");
  expect(host.asked).toEqual(["/gone", "/dead"]);
  await expect.poll(() => read(3, "/fine")).toBe("image/png");
});
