import type { Rate } from "#shared/incentive/rate.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { ALL_BRAND, type FunderShares, mixShares } from "#shared/ledger/funder-shares.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { insertIssueShares } from "#sync-server/storage/issue-share-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Earned } from "#sync-server/storage/transaction-table.ts";
import { versionOf } from "./deciders.ts";
import type { EarnedChange } from "./point-moves.ts";

/**
 * Keeps who pays for the points that drafts issue for a transaction: those of each rate as that
 * says, in the version that decided it, and the rest as the definition does ([G8]). Nothing is kept,
 * and no statement run, where no rate says so.
 */
export const keepFunding = async (
  deps: WriteDeps,
  programme: Programme,
  changes: readonly EarnedChange[],
  drafts: readonly EntryDraft[],
): Promise<void> => {
  const issued = drafts.filter(({ kind, unit }) => kind === "issue" && unit === "point");
  const lots: { readonly lotId: EntryDraft["lotId"]; readonly shares: FunderShares }[] = [];
  for (const { lotId, definitionId, definitionVersion, profileId } of issued) {
    if (definitionId === null) continue;
    const moved = await movedByRates(deps, programme, changes, { definitionId, profileId });
    const funded = moved.byRate.filter(({ rate }) => rate.funding.length > 0);
    if (funded.length === 0) continue;
    const by = { id: definitionId, version: definitionVersion };
    const { funding } = await versionOf(deps, programme, "point", by);
    const rest = moved.points - funded.reduce((sum, { points }) => sum + points, 0);
    const parts = [
      ...funded.map(({ rate, points }) => ({ weight: points, shares: rate.funding })),
      { weight: Math.max(0, rest), shares: funding.length > 0 ? funding : ALL_BRAND },
    ];
    lots.push({ lotId, shares: mixShares(parts) });
  }
  await insertIssueShares(deps, lots);
};

type MovedByRates = {
  readonly points: number;
  readonly byRate: readonly { readonly rate: Rate; readonly points: number }[];
};

/** By how much a profile's points of a definition grow, in total and by each rate that says it. */
const movedByRates = async (
  deps: WriteDeps,
  programme: Programme,
  changes: readonly EarnedChange[],
  { definitionId, profileId }: { definitionId: DefinitionId; profileId: ProfileId },
): Promise<MovedByRates> => {
  const sums = new Map<string, { readonly named: NamedRate; points: number }>();
  let points = 0;
  const add = (share: EarnedChange["was"], sign: 1 | -1): void => {
    if (share?.holder !== profileId) return;
    for (const earned of share.earned) {
      if (earned.definitionId !== definitionId) continue;
      points += sign * earned.points;
      for (const named of earned.rates ?? []) {
        if (named.points === undefined) continue;
        const key = `${named.rateId} ${named.version}`;
        const sum = sums.get(key) ?? { named, points: 0 };
        sums.set(key, { named, points: sum.points + sign * named.points });
      }
    }
  };
  for (const { was, is } of changes) {
    add(was, -1);
    add(is, 1);
  }
  const grown = [...sums.values()].filter((each) => each.points > 0);
  const byRate = await Promise.all(
    grown.map(async (each) => {
      const { rateId: id, version } = each.named;
      return {
        rate: await versionOf(deps, programme, "rate", { id, version }),
        points: each.points,
      };
    }),
  );
  return { points, byRate };
};

type NamedRate = NonNullable<Earned["rates"]>[number];
