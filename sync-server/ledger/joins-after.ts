import { commandIdSchema } from "#shared/kernel/ids.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftJoins, JOINING, mayJoin } from "#shared/ledger/join.ts";
import { readChainsOf } from "#sync-server/storage/ledger/lot-store.ts";
import {
  copyIssueShares,
  readIssueShares,
} from "#sync-server/storage/redemption/issue-share-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { LockedAccount } from "./load-account.ts";
import { programmeOf } from "./load-programme.ts";

/**
 * Drafts joining lots after entries that issue points, if there are too many ([L15]). Lots that are
 * paid for differently stay apart (incentive/SPEC.md [G8]), and so do those of different chains
 * ([I3]).
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
  const isMerged = locked.mergedEntries > 0;
  const haveFunders = joins.length > 0 && (await haveRatesFunders(deps, locked));
  if (joins.length === 0 || !(isMerged || haveFunders)) return joins;
  const lotIds = account.lots.map(({ lotId }) => lotId);
  const shares = await readIssueShares(deps, haveFunders ? lotIds : []);
  const chains = await readChainsOf(deps, isMerged ? lotIds : []);
  const apart = draftJoins(account, by, rule, ({ lotId }) =>
    JSON.stringify([shares.get(lotId) ?? [], chains.get(lotId) ?? account.profileId]),
  );
  if (haveFunders) await copyIssueShares(deps, opened(apart));
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
