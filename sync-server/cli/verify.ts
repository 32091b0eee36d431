import { type Verification, verifyLedger } from "#sync-server/ledger/verify.ts";
import { differenceLine } from "./ledger/difference-line.ts";
import { openExisting } from "./ledger/open-existing.ts";

/**
 * `npm run verify -- --data DIR`: checks the hash chain of every profile, names the first broken
 * link of each, and compares every account and lot with its entries. Exits with 0 if everything
 * holds.
 */
const main = async (): Promise<number> => {
  const opened = await openExisting(process.argv.slice(2));
  if (!opened.ok) {
    console.error(opened.error);
    return 1;
  }
  const { store, tenantId } = opened.value;
  try {
    const found = await store.snapshot(tenantId, (deps) => verifyLedger(deps, showProgress));
    console.log(report(found));
    return found.isWhole ? 0 : 1;
  } catch (error) {
    // The check can't go past a page that is too damaged to read.
    console.error(`The ledger can't be read: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    await store.close();
  }
};

const showProgress = (profiles: number, entries: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${profiles} profiles, ${entries} entries`);
};

const report = (found: Verification): string =>
  [
    ...found.fileProblems.map((problem) => `file: ${problem}`),
    ...found.brokenLinks.map(
      (link) =>
        `broken: profile ${link.profileId}, entry ${link.sequence} (${link.entryId}): ${
          link.reason === "place_missing"
            ? "the entry before it is missing, or they are in the wrong order"
            : "it was changed after it was written"
        }`,
    ),
    ...found.differences.map(differenceLine),
    ...found.parked.map(
      ({ kind, key, attempts, failure }) =>
        `parked: ${kind} ${key} failed ${attempts} times (${failure}); rebuild requeues it`,
    ),
    `${found.profiles} profiles, ${found.entries} entries: ${
      found.isWhole ? "every chain holds, accounts and lots agree" : "NOT whole"
    }`,
  ].join("\n");

process.exitCode = await main();
