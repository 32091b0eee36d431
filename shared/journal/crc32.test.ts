import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test("the check value of the CRC-32 catalogue", () => {
  expect(crc32(bytesOf("123456789"))).toBe(0xcbf43926);
});

test("empty input is 0, and zero bytes are not", () => {
  expect(crc32(new Uint8Array(0))).toBe(0);
  expect(crc32(new Uint8Array(4))).toBe(0x2144df1c);
});
