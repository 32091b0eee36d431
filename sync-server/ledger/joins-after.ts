import { commandIdSchema } from "#shared/kernel/ids.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftJoins, JOINING, mayJoin } from "#shared/ledger/join.ts";
import {
  copyIssueShares,
  readIssueShares,
} from "#sync-server/storage/redemption/issue-share-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { LockedAccount } from "./load-account.ts";
import { programmeOf } from "./load-programme.ts";

/**
 * Drafts joining lots after entries that issue points, if there are too many ([L15]). Lots that are
 * paid for differently stay apart (incentive/SPEC.md [G8]).
 */
export const joinsAfter = async (
  deps: WriteDeps,
  locked: LockedAccount,
  decided: readonly EntryDraft[],
  account: Account,
): Promise<readonly EntryDraft[]> => {
  if (!decided.some(({ kind, unit }) => kind === "issue" && unit === "point")) return [];
  const rule = deps.joining ?? JOINING;
  if (!mayJoin(account, deps.now, rule)) return [];
  const by = { commandId: commandIdSchema.parse(deps.newId()), occurredAt: deps.now };
  const joins = draftJoins(account, by, rule);
  if (joins.length === 0 || !(await haveRatesFunders(deps, locked))) return joins;
  const shares = await readIssueShares(
    deps,
    account.lots.map(({ lotId }) => lotId),
  );
  const apart = draftJoins(account, by, rule, ({ lotId }) =>
    JSON.stringify(shares.get(lotId) ?? []),
  );
  await copyIssueShares(deps, opened(apart));
  return apart;
};

/** Whether any rate says who pays, or may have done so before. */
const haveRatesFunders = async (deps: WriteDeps, { programmeVersion }: LockedAccount) => {
  const { definitions } = await programmeOf(deps, programmeVersion);
  return definitions.rate.some(({ funding, version }) => funding.length > 0 || version > 1);
};

/** The joined lots that are new, each with one of those that it was joined from. */
const opened = (joins: readonly EntryDraft[]) =>
  joins
    .filter(({ lotId, entryId }) => String(lotId) === String(entryId))
    .flatMap(({ lotId }) => {
      const from = joins.find(({ source }) => source.id === String(lotId));
      return from ? [{ lotId, drawnFrom: from.lotId }] : [];
    });
