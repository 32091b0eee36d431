import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { checkKeptFirst, readKeptCases } from "./kept-cases.ts";

it("makes a failing case small, keeps it, and tries it first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-kept-"));
  const kept = () => readKeptCases(join(folder, "cases.jsonl"), z.array(z.int()));
  const tried: (readonly number[])[] = [];
  const check = (most: number) =>
    checkKeptFirst(kept(), fc.array(fc.integer({ min: 0, max: 99 })), 200, async (each) => {
      tried.push(each);
      for (const n of each) expect(n).toBeLessThanOrEqual(most);
    });
  try {
    await check(99);
    expect(kept().all).toEqual([]);
    await expect(check(40)).rejects.toThrow("Property failed");
    expect(kept().all).toEqual([[41]]);
    tried.length = 0;
    await expect(check(40)).rejects.toThrow("Property failed");
    expect(tried[0]).toEqual([41]);
    expect(kept().all).toEqual([[41]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
