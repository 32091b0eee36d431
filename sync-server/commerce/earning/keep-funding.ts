import { type FundedPoints, fundLots } from "#shared/incentive/fund-lots.ts";
import type { PointChange } from "#shared/incentive/points/transaction-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { FunderShares } from "#shared/ledger/funder-shares.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import { insertIssueShares } from "#sync-server/storage/redemption/issue-share-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { versionOf } from "./deciders.ts";
import type { EarnedChange } from "./point-moves.ts";

/** How a transaction moves a profile's points, and the drafts that do it. */
type DraftedMoves = {
  readonly profileId: ProfileId;
  readonly moved: readonly PointChange[];
  readonly drafts: readonly EntryDraft[];
};

/**
 * Keeps who pays for the points that drafts issue for a transaction: those of each rate as that
 * says, in the version that decided it, and the rest as the definition does ([G8]). Before they are
 * appended, because lots are joined by what is kept (ledger [L15]). Nothing is kept, and no
 * statement run, where no rate says so.
 */
export const keepFunding = async (
  deps: WriteDeps,
  programme: Programme,
  changes: readonly EarnedChange[],
  { profileId, moved, drafts }: DraftedMoves,
): Promise<void> => {
  const lots: { readonly lotId: LotId; readonly shares: FunderShares }[] = [];
  for (const change of moved.filter(({ points }) => points > 0)) {
    const { id: definitionId } = change.definition;
    const funded = await fundedPoints(deps, programme, changes, { definitionId, profileId });
    if (funded.length === 0) continue;
    const issued = drafts.filter(
      (draft) => draft.kind === "issue" && draft.definitionId === definitionId,
    );
    for (const [index, shares] of fundLots(change, funded).entries()) {
      const { lotId } = assertDefined(issued[index], "a lot for each part");
      if (shares !== null) lots.push({ lotId, shares });
    }
  }
  await insertIssueShares(deps, lots);
};

/** By how much a profile's points of a definition grow by each rate that says who pays. */
const fundedPoints = async (
  deps: WriteDeps,
  programme: Programme,
  changes: readonly EarnedChange[],
  { definitionId, profileId }: { definitionId: DefinitionId; profileId: ProfileId },
): Promise<readonly FundedPoints[]> => {
  const sums = new Map<string, { readonly named: NamedRate; points: number }>();
  const add = (share: EarnedChange["was"], sign: 1 | -1): void => {
    if (share?.holder !== profileId) return;
    const rates = share.earned
      .filter((earned) => earned.definitionId === definitionId)
      .flatMap((earned) => earned.rates ?? []);
    for (const named of rates) {
      if (named.points === undefined) continue;
      const key = `${named.rateId} ${named.version}`;
      const sum = sums.get(key) ?? { named, points: 0 };
      sums.set(key, { named, points: sum.points + sign * named.points });
    }
  };
  for (const { was, is } of changes) {
    add(was, -1);
    add(is, 1);
  }
  const grown = await Promise.all(
    [...sums.values()]
      .filter(({ points }) => points > 0)
      .map(async ({ named: { rateId: id, version }, points }) => ({
        rate: await versionOf(deps, programme, "rate", { id, version }),
        points,
      })),
  );
  return grown.filter(({ rate }) => rate.funding.length > 0);
};

type NamedRate = NonNullable<Earned["rates"]>[number];
