/**
 * `node .ci/try-again.ts REPORT`: prints the files whose tests failed, if a second run of them may
 * count. Only tests of whole programs get one: a browser, Electron or a killed server on a busy
 * machine can be too slow once. What fails in more than a few files is broken.
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";

const reportSchema = z.object({
  testResults: z.array(z.object({ name: z.string(), status: z.string() })),
});

const FILES_MAX = 3;
const WHOLE_PROGRAMS = /^(renderer\/e2e|sync-server\/simulation)\//;

/** The failed files to run once more; none if anything else failed too. Paths from `root`. */
export const filesToRunAgain = (report: unknown, root: string): readonly string[] => {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return [];
  const failed = parsed.data.testResults
    .filter(({ status }) => status === "failed")
    .map(({ name }) => relative(root, name));
  const mayCount = failed.length <= FILES_MAX && failed.every((file) => WHOLE_PROGRAMS.test(file));
  return mayCount ? failed : [];
};

if (import.meta.main) {
  const [path = ""] = process.argv.slice(2);
  try {
    const report: unknown = JSON.parse(readFileSync(path, "utf8"));
    for (const file of filesToRunAgain(report, process.cwd())) process.stdout.write(`${file}\n`);
  } catch {
    // No report: the tests didn't run to the end, and the summary says so.
  }
}
