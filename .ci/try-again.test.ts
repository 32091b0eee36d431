import { describe, expect, it } from "vitest";
import { filesToRunAgain } from "./try-again.ts";

const TOO_SLOW = "TimeoutError: locator.click: Timeout 15000ms exceeded.";
const failing = (file: string, ...messages: readonly string[]) => ({
  name: `/here/${file}`,
  status: "failed",
  assertionResults: [
    { status: "passed" },
    ...messages.map((message) => ({ status: "failed", failureMessages: [message] })),
  ],
});
const again = (...failed: readonly object[]) =>
  filesToRunAgain(
    {
      testResults: [
        { name: "/here/shared/a.test.ts", status: "passed", assertionResults: [] },
        ...failed,
      ],
    },
    "/here",
  );

describe("what runs again", () => {
  it("is a few files in which a browser was too slow, whatever failed after that", () => {
    const kill = "renderer/e2e/kill.e2e.test.ts";
    expect(again(failing(kill, TOO_SLOW, "Error: electron.launch: Process failed"))).toEqual([
      kill,
    ]);
    expect(again(failing(kill, "TestTimeoutError: Test timed out in 180000ms."))).toEqual([kill]);
    const unnamed = "locator.waitFor: Timeout 15000ms exceeded.\nCall log:";
    expect(again(failing(kill, unnamed))).toEqual([kill]);
  });

  it("is nothing if something came out wrong", () => {
    const wrong = "AssertionError: expected 1 to be 2";
    expect(again(failing("renderer/e2e/kill.e2e.test.ts", wrong, TOO_SLOW))).toEqual([]);
    expect(again(failing("renderer/e2e/kill.e2e.test.ts"))).toEqual([]);
  });

  it("is nothing if a test of another sort failed as well", () => {
    const kill = failing("renderer/e2e/kill.e2e.test.ts", TOO_SLOW);
    expect(again(kill, failing("shared/ledger/fold.test.ts", TOO_SLOW))).toEqual([]);
    expect(again(failing("sync-server/simulation/kill-server.test.ts", TOO_SLOW))).toEqual([]);
  });

  it("is nothing if many files failed, none did, or there is no report", () => {
    const many = [1, 2, 3, 4].map((n) => failing(`renderer/e2e/${n}.e2e.test.ts`, TOO_SLOW));
    expect(again(...many)).toEqual([]);
    expect(again()).toEqual([]);
    expect(filesToRunAgain(undefined, "/here")).toEqual([]);
  });
});
