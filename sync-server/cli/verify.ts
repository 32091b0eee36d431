import type { TenantId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { BrokenLink } from "#shared/ledger/hash-chain.ts";
import { systemClock } from "#sync-server/clock.ts";
import { whyFailed } from "#sync-server/log.ts";
import type { Store } from "#sync-server/store.ts";
import { type Verification, verifyLedger } from "#sync-server/verify/verify.ts";
import { checkLedger, type Finding } from "./ledger/check-ledger.ts";
import { differenceLine } from "./ledger/difference-line.ts";

/**
 * `npm run verify -- --data DIR`: checks the hash chain of every profile, names the first broken
 * link of each, compares every account and lot with its entries, and lists what is parked because
 * it failed too often. Exits with 0 if everything holds and nothing is parked.
 */
const verify = async (store: Store, tenantId: TenantId): Promise<Result<Finding, string>> => {
  try {
    const found = await store.snapshot(tenantId, (deps) =>
      verifyLedger({ ...deps, now: systemClock() }, showProgress),
    );
    return ok({ isWhole: found.isWhole && found.parked.length === 0, report: reportOf(found) });
  } catch (error) {
    // The check can't go past a page that is too damaged to read.
    return err(`The ledger can't be read: ${whyFailed(error)}`);
  }
};

const showProgress = (profiles: number, entries: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${profiles} profiles, ${entries} entries`);
};

const BROKEN: Readonly<Record<BrokenLink["reason"], string>> = {
  place_missing: "the entry before it is missing, or they are in the wrong order",
  hash_differs: "it was changed after it was written",
};

const reportOf = (found: Verification): string =>
  [
    ...found.fileProblems.map((problem) => `file: ${problem}`),
    ...found.brokenLinks.map(
      (link) =>
        `broken: profile ${link.profileId}, entry ${link.sequence} (${link.entryId}): ${
          BROKEN[link.reason]
        }`,
    ),
    ...found.differences.map(differenceLine),
    ...found.parked.map(
      ({ kind, key, attempts, failure }) =>
        `parked: ${kind} ${key} failed ${attempts} times (${failure})`,
    ),
    ...(found.parked.length > 0
      ? ["What is parked is not tried again by itself. npm run rebuild puts it back in the queue."]
      : []),
    `${found.profiles} profiles, ${found.entries} entries: ${
      found.isWhole ? "every chain holds, accounts and lots agree" : "NOT whole"
    }`,
  ].join("\n");

await checkLedger(verify);
