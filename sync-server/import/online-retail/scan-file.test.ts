import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readLines } from "./read-lines.ts";
import { scanFile } from "./scan-file.ts";

const folder = mkdtempSync(join(tmpdir(), "regulars-scan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe("the first pass over a file", () => {
  it("gives the same for a file and its gzip, whatever the name", async () => {
    const bytes = Buffer.from("InvoiceNo,X\n1,a\n1,b\n2,c");
    const plain = await scanFile(fileOf("plain.gz", bytes));
    const packed = await scanFile(fileOf("packed.csv", gzipSync(bytes)));
    expect(packed).toEqual(plain);
    expect(plain).toMatchObject({ encoding: "utf8", lineCount: 4 });
    expect(plain.recordsOfInvoice.get("1")).toBe(2);
  });

  it("tells UTF-8 from Windows-1252, even if a chunk cuts a character", async () => {
    const long = "é".repeat(100_000);
    expect((await scanFile(fileOf("utf8", Buffer.from(`1,${long}`)))).encoding).toBe("utf8");
    expect((await scanFile(fileOf("latin", Buffer.from([0x31, 0x2c, 0xa3, 0x35])))).encoding).toBe(
      "windows-1252",
    );
  });

  it("reads Windows-1252", async () => {
    const path = fileOf("pound", Buffer.from([0x31, 0x2c, 0xa3, 0x35, 0x0d, 0x0a]));
    const lines: unknown[] = [];
    for await (const line of readLines(path, "windows-1252")) lines.push(line);
    expect(lines).toEqual([{ lineNumber: 1, text: "1,£5" }]);
  });

  it("fails on a broken gzip instead of reading half of it", async () => {
    const packed = gzipSync(Buffer.from("1,a\n".repeat(100_000)));
    await expect(
      scanFile(fileOf("broken", packed.subarray(0, packed.length / 2))),
    ).rejects.toThrow();
  });
});
