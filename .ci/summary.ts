/**
 * Reads the report of Vitest's JSON reporter and ends with the plain line `N passed, N failed`.
 *
 * `node .ci/summary.ts FAILED REPORT CODE [REPORT CODE]`: FAILED is the number of steps before the
 * tests that failed, then come the report and the exit code of the tests, and of the files that ran
 * again. Under REGULARS_REQUIRE_ALL=1 a skipped test counts as failed. Exits 1 if anything
 * failed or nothing ran.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";

const reportSchema = z.object({
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
  /** What is worth knowing although it counts as passed. */
  readonly remarks: readonly string[];
};

/** A run of the tests: its report, undefined if it left none, and the code it ended with. */
export type Run = { readonly report: unknown; readonly code: number };

/**
 * Counts the tests of a run, with the second run of some of its files in place of their first. Only
 * a second run that ended well counts.
 */
export const countRuns = (first: Run, second: Run | null, requireAll: boolean): Count => {
  const again = second?.code === 0 ? reportSchema.parse(second.report).testResults : [];
  if (again.length === 0) return countRun(first, requireAll);
  const { testResults } = reportSchema.parse(first.report);
  const failedAtFirst = new Set(testsOf(testResults).filter(isFailed).map(nameOf));
  const ranAgain = new Map(again.map((file) => [file.name, file]));
  const results = testResults.map((file) => ranAgain.get(file.name) ?? file);
  // What the first run ended with is explained by the tests that failed in it.
  const count = countRun({ report: { testResults: results }, code: 0 }, requireAll);
  const saved = testsOf(again).filter((test) => failedAtFirst.has(nameOf(test)));
  return { ...count, remarks: saved.map((test) => `passed only the second time: ${nameOf(test)}`) };
};

/**
 * Counts the tests of one run. A failure outside any test counts as one: an import, a hook, or
 * whatever else made it end with another code than 0, such as an error that nobody handled.
 */
const countRun = ({ report, code }: Run, requireAll: boolean): Count => {
  if (report === undefined) {
    const complaints = ["the tests left no report: they did not run to the end"];
    return { passed: 0, failed: 1, complaints, remarks: [] };
  }
  const { testResults } = reportSchema.parse(report);
  const tests = testsOf(testResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const complaints: string[] = [];
  for (const test of tests) {
    if (isFailed(test)) complaints.push(`failed: ${nameOf(test)}`);
    else if (test.status !== "passed" && requireAll)
      complaints.push(`${test.status}, and nothing may be skipped here: ${nameOf(test)}`);
  }
  for (const file of testResults) {
    if (file.status === "failed" && !file.assertionResults.some(isFailed))
      complaints.push(`failed outside of its tests: ${file.name} ${file.message ?? ""}`.trim());
  }
  if (code !== 0 && complaints.length === 0)
    complaints.push(`every test passed, but npm test ended with code ${code}: see its output`);
  if (passed === 0 && complaints.length === 0) complaints.push("no test ran");
  return { passed, failed: complaints.length, complaints, remarks: [] };
};

type FileResult = z.infer<typeof reportSchema>["testResults"][number];
type Test = FileResult["assertionResults"][number] & { readonly file: string };

const testsOf = (files: readonly FileResult[]): readonly Test[] =>
  files.flatMap((file) => file.assertionResults.map((test) => ({ file: file.name, ...test })));
const isFailed = ({ status }: { readonly status: string }): boolean => status === "failed";
const nameOf = ({ fullName, file }: Test): string => `${fullName} (${file})`;

const readReport = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
};

if (import.meta.main) {
  const [failedBefore = "0", path = "", code = "0", againPath, againCode] = process.argv.slice(2);
  const runOf = (report: string, ended: string): Run => ({
    report: readReport(report),
    code: Number(ended),
  });
  const count = countRuns(
    runOf(path, code),
    againPath && againCode && readReport(againPath) ? runOf(againPath, againCode) : null,
    process.env["REGULARS_REQUIRE_ALL"] === "1",
  );
  const failed = count.failed + Number(failedBefore);
  for (const line of [...count.remarks, ...count.complaints]) process.stdout.write(`${line}\n`);
  process.stdout.write(`${count.passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
