import { describe, expect, it } from "vitest";
import { filesToRunAgain } from "./try-again.ts";

const report = (...failed: readonly string[]) => ({
  testResults: [
    { name: "/here/shared/a.test.ts", status: "passed" },
    ...failed.map((file) => ({ name: `/here/${file}`, status: "failed" })),
  ],
});

describe("what runs once more", () => {
  it("is a few files that drive whole programs", () => {
    const failed = ["renderer/e2e/kill.e2e.test.ts", "sync-server/simulation/kill-server.test.ts"];
    expect(filesToRunAgain(report(...failed), "/here")).toEqual(failed);
  });

  it("is nothing if a test of another sort failed as well", () => {
    const failed = ["renderer/e2e/kill.e2e.test.ts", "shared/ledger/fold.test.ts"];
    expect(filesToRunAgain(report(...failed), "/here")).toEqual([]);
  });

  it("is nothing if many files failed, or nothing did", () => {
    const failed = [1, 2, 3, 4].map((number) => `renderer/e2e/screen-${number}.e2e.test.ts`);
    expect(filesToRunAgain(report(...failed), "/here")).toEqual([]);
    expect(filesToRunAgain(report(), "/here")).toEqual([]);
  });

  it("is nothing without a report", () => {
    expect(filesToRunAgain(undefined, "/here")).toEqual([]);
  });
});
