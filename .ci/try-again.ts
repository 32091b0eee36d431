/**
 * `node .ci/try-again.ts REPORT`: prints the files whose tests failed, if a second run of them may
 * count. Only tests in a browser or in Electron that ran out of time get one: on a busy machine one
 * can be too slow once. What comes out wrong, or in more than a few files, is broken.
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});
type FileResult = z.infer<typeof reportSchema>["testResults"][number];

const FILES_MAX = 3;
const IN_A_BROWSER = /^renderer\/e2e\//;

/** Of Playwright, whose stack may lack the name, and of Vitest, such as `TestTimeoutError`. */
const TOO_SLOW = /^(?:\w*TimeoutError:|[\w.]+: Timeout \d+ms exceeded)/;

/** The failed files to run again; none if anything else failed too. Paths from `root`. */
export const filesToRunAgain = (report: unknown, root: string): readonly string[] => {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return [];
  const failed = parsed.data.testResults.filter(({ status }) => status === "failed");
  const files = failed.map(({ name }) => relative(root, name));
  const mayCount =
    failed.length <= FILES_MAX &&
    failed.every(wasTooSlow) &&
    files.every((file) => IN_A_BROWSER.test(file));
  return mayCount ? files : [];
};

/** Later tests of a file often fail because of the first, in whatever way. */
const wasTooSlow = ({ assertionResults }: FileResult): boolean => {
  const first = assertionResults.find(({ status }) => status === "failed");
  return first?.failureMessages.some((message) => TOO_SLOW.test(message)) ?? false;
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
