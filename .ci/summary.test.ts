import { describe, expect, it } from "vitest";
import { countReport, withSecondRun } from "./summary.ts";

const file = (status: string, tests: readonly string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((result, index) => ({ fullName: `test ${index}`, status: result })),
});

const report = (success: boolean, ...testResults: readonly unknown[]) => ({ success, testResults });

describe("the count of a run", () => {
  it("adds up the files", () => {
    const count = countReport(
      report(true, file("passed", ["passed", "passed"]), file("passed", ["passed"])),
      true,
    );
    expect(count).toEqual({ passed: 3, failed: 0, complaints: [] });
  });

  it("counts a failed test once, even though its file failed with it", () => {
    const count = countReport(report(false, file("failed", ["passed", "failed"])), true);
    expect(count).toMatchObject({ passed: 1, failed: 1 });
  });

  it("counts a file that couldn't be loaded as one failure", () => {
    expect(countReport(report(false, file("failed", [])), true)).toMatchObject({ failed: 1 });
  });

  it("counts an error outside any test as one failure", () => {
    const count = countReport(report(false, file("passed", ["passed"])), true);
    expect(count).toMatchObject({ passed: 1, failed: 1 });
  });

  it("counts skipped tests as failed where everything is required, and names them", () => {
    const skipped = report(true, file("passed", ["passed", "skipped"]));
    expect(countReport(skipped, false)).toMatchObject({ passed: 1, failed: 0 });
    expect(countReport(skipped, true)).toMatchObject({ passed: 1, failed: 1 });
    expect(countReport(skipped, true).complaints[0]).toContain("test 1");
  });

  it("fails when nothing ran", () => {
    expect(countReport(report(true), true)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("the count with a second run of what failed", () => {
  const named = (name: string, status: string, tests: readonly string[]) => ({
    ...file(status, tests),
    name,
  });
  const first = report(
    false,
    named("kill", "failed", ["passed", "failed"]),
    named("rest", "passed", ["passed"]),
  );

  it("counts the second run in place of the first", () => {
    const again = report(true, named("kill", "passed", ["passed", "passed"]));
    expect(countReport(withSecondRun(first, again), true)).toMatchObject({ passed: 3, failed: 0 });
  });

  it("still fails if the second run fails, or left no report", () => {
    const again = report(false, named("kill", "failed", ["failed", "passed"]));
    expect(countReport(withSecondRun(first, again), true)).toMatchObject({ passed: 2, failed: 1 });
    expect(countReport(withSecondRun(first, undefined), true)).toMatchObject({ failed: 1 });
  });

  it("still fails if something else failed", () => {
    const two = report(false, named("kill", "failed", ["failed"]), named("x", "failed", []));
    const again = report(true, named("kill", "passed", ["passed"]));
    expect(countReport(withSecondRun(two, again), true)).toMatchObject({ passed: 1, failed: 1 });
  });
});
