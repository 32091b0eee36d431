import { describe, expect, it } from "vitest";
import { countRuns } from "./summary.ts";

const file = (status: string, tests: readonly string[], name = "a.test.ts") => ({
  name,
  status,
  assertionResults: tests.map((result, index) => ({ fullName: `test ${index}`, status: result })),
});

const run = (code: number, ...testResults: readonly unknown[]) => ({
  report: { testResults },
  code,
});

describe("the count of a run", () => {
  it("adds up the files", () => {
    const two = run(0, file("passed", ["passed", "passed"]), file("passed", ["passed"]));
    expect(countRuns(two, null, true)).toMatchObject({ passed: 3, failed: 0, complaints: [] });
  });

  it("counts a failed test once, even though its file failed with it", () => {
    const count = countRuns(run(1, file("failed", ["passed", "failed"])), null, true);
    expect(count).toMatchObject({ passed: 1, failed: 1 });
  });

  it("counts a file that couldn't be loaded as one failure", () => {
    expect(countRuns(run(1, file("failed", [])), null, true)).toMatchObject({ failed: 1 });
  });

  it("counts an error that no test reports as one failure", () => {
    const count = countRuns(run(1, file("passed", ["passed"])), null, true);
    expect(count).toMatchObject({ passed: 1, failed: 1 });
    expect(count.complaints).toEqual([expect.stringContaining("ended with code 1")]);
  });

  it("counts skipped tests as failed where everything is required, and names them", () => {
    const skipped = run(0, file("passed", ["passed", "skipped"]));
    expect(countRuns(skipped, null, false)).toMatchObject({ passed: 1, failed: 0 });
    expect(countRuns(skipped, null, true)).toMatchObject({ passed: 1, failed: 1 });
    expect(countRuns(skipped, null, true).complaints[0]).toContain("test 1");
  });

  it("fails when nothing ran, or no report was left", () => {
    expect(countRuns(run(0), null, true)).toMatchObject({ passed: 0, failed: 1 });
    const none = { report: undefined, code: 124 };
    expect(countRuns(none, null, true)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("the count with a second run of what failed", () => {
  const rest = file("passed", ["passed"], "rest");
  const first = run(1, file("failed", ["passed", "failed"], "kill"), rest);

  it("counts the second run in place of the first, and says so", () => {
    const again = run(0, file("passed", ["passed", "passed"], "kill"));
    const count = countRuns(first, again, true);
    expect(count).toMatchObject({ passed: 3, failed: 0 });
    expect(count.remarks).toEqual(["passed only the second time: test 1 (kill)"]);
  });

  it("still fails if the second run fails in any way, or there was none", () => {
    const failed = run(1, file("failed", ["failed", "passed"], "kill"));
    expect(countRuns(first, failed, true)).toMatchObject({ failed: 1 });
    const unexplained = run(1, file("passed", ["passed", "passed"], "kill"));
    expect(countRuns(first, unexplained, true)).toMatchObject({ failed: 1 });
    expect(countRuns(first, null, true)).toMatchObject({ failed: 1 });
  });

  it("still fails if something else failed", () => {
    const two = run(1, file("failed", ["failed"], "kill"), file("failed", [], "x"));
    const again = run(0, file("passed", ["passed"], "kill"));
    expect(countRuns(two, again, true)).toMatchObject({ passed: 1, failed: 1 });
  });
});
