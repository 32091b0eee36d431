import { benefitView } from "#shared/api/incentive/benefits/benefit.ts";
import {
  benefitDefinitionApi,
  benefitTotalsView,
} from "#shared/api/incentive/benefits/benefit-definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { benefitCodes } from "#sync-server/incentive/benefits/benefit-codes.ts";
import {
  type AllocationCounts,
  countAllocations,
  readAllocationsOf,
} from "#sync-server/storage/incentive/allocation-store.ts";
import { readBenefitCounts } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import {
  type DefinitionRecord,
  readDefinitions,
} from "#sync-server/storage/incentive/definition-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";

type Definition = DefinitionRecord<"benefit">;

/**
 * What is counted of each definition, for `show` of its routes. Counting a pool reads all of it.
 */
export const benefitTotals = async (
  plane: Plane,
  records: readonly Pick<Definition, "definition">[],
) => {
  const ids = records.map(({ definition }) => definition.id);
  return totalsOf(plane, records, await countAllocations(plane.read, ids));
};

const totalsOf = async (
  { read }: Plane,
  records: readonly Pick<Definition, "definition">[],
  codes: ReadonlyMap<DefinitionId, AllocationCounts>,
) => {
  const ids = records.map(({ definition }) => definition.id);
  const counts = await readBenefitCounts(read, ids);
  return records.map(({ definition: { id, maxGlobalRedemptions } }) =>
    benefitTotalsView(maxGlobalRedemptions, {
      ...(counts.get(id) ?? { created: 0, redeemed: 0 }),
      codes: codes.get(id) ?? null,
    }),
  );
};

/** Definitions as their own routes show them, with what is counted of each. */
export const showBenefitDefinitions = async (plane: Plane, records: readonly Definition[]) =>
  shownWith(plane, records, await benefitTotals(plane, records));

/** Definitions as everything else shows them: a person's benefits must not count whole pools. */
export const showWithoutPools = async (plane: Plane, records: readonly Definition[]) =>
  shownWith(plane, records, await totalsOf(plane, records, new Map()));

const shownWith = <Totals extends object>(
  { currency }: Plane,
  records: readonly Definition[],
  totals: readonly Totals[],
) => {
  const { show } = benefitDefinitionApi(currency);
  return records.map((record, index) => ({
    ...show(record),
    ...assertDefined(totals[index], "totals for each definition"),
  }));
};

/** Benefits as the API shows them, each with its definition and its code. */
export const showBenefits = async (plane: Plane, lots: readonly LotRecord[]) => {
  const { read, now } = plane;
  const ids = [...new Set(lots.flatMap((lot) => lot.definitionId ?? []))];
  const [records, codes] = await Promise.all([
    readDefinitions(read, "benefit", ids),
    readAllocationsOf(
      read,
      lots.map(({ lotId }) => lotId),
    ),
  ]);
  const shown = await showWithoutPools(plane, records);
  return lots.map((lot) => {
    const at = records.findIndex(({ definition }) => definition.id === lot.definitionId);
    return benefitView(lot, assertDefined(shown[at], "a benefit has its definition"), {
      now,
      codes: benefitCodes(records[at], codes.find(({ lotId }) => lotId === lot.lotId) ?? null),
      endAt: records[at]?.definition.endAt ?? null,
    });
  });
};
