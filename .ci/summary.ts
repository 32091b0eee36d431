/**
 * Reads the report of Vitest's JSON reporter and ends with the plain line `N passed, N failed`.
 *
 * `node .ci/summary.ts REPORT [FAILED [AGAIN]]`: FAILED is the number of steps before the tests
 * that failed, and AGAIN the report of the files that ran once more. Under REGULARS_REQUIRE_ALL=1 a
 * skipped test counts as failed. Exits 1 if anything failed or nothing ran.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";

const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export type Count = {
  readonly passed: number;
  readonly failed: number;
  /** One sentence for each thing that failed or didn't run. */
  readonly complaints: readonly string[];
};

/**
 * Puts the second run of some files in place of their first. Only a run to the end counts: a second
 * report that is missing or broken leaves the first as it is.
 */
export const withSecondRun = (report: unknown, again: unknown): unknown => {
  const second = reportSchema.safeParse(again);
  if (!second.success) return report;
  const first = reportSchema.parse(report);
  const ranAgain = new Map(second.data.testResults.map((file) => [file.name, file]));
  const testResults = first.testResults.map((file) => ranAgain.get(file.name) ?? file);
  const failedElsewhere = testResults.some(({ status }) => status === "failed");
  return { success: second.data.success && !failedElsewhere, testResults };
};

/** Counts the tests of a report. A failure outside any test (an import, a hook) counts as one. */
export const countReport = (report: unknown, requireAll: boolean): Count => {
  const { success, testResults } = reportSchema.parse(report);
  const tests = testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ file: file.name, ...test })),
  );
  const passed = tests.filter((test) => test.status === "passed").length;
  const complaints: string[] = [];
  for (const { status, file, fullName } of tests) {
    if (status === "failed") complaints.push(`failed: ${fullName} (${file})`);
    else if (status !== "passed" && requireAll)
      complaints.push(`${status}, and nothing may be skipped here: ${fullName} (${file})`);
  }
  for (const file of testResults) {
    const blamed = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !blamed)
      complaints.push(`failed outside of its tests: ${file.name} ${file.message ?? ""}`.trim());
  }
  if (!success && complaints.length === 0) complaints.push("failed outside of any test");
  if (passed === 0 && complaints.length === 0) complaints.push("no test ran");
  return { passed, failed: complaints.length, complaints };
};

const readReport = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
};

if (import.meta.main) {
  const [path = "", failedBefore = "0", again = ""] = process.argv.slice(2);
  const report = withSecondRun(readReport(path), readReport(again));
  const count: Count =
    report === undefined
      ? {
          passed: 0,
          failed: 1,
          complaints: ["the tests left no report: they did not run to the end"],
        }
      : countReport(report, process.env["REGULARS_REQUIRE_ALL"] === "1");
  const failed = count.failed + Number(failedBefore);
  for (const complaint of count.complaints) process.stdout.write(`${complaint}\n`);
  process.stdout.write(`${count.passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
