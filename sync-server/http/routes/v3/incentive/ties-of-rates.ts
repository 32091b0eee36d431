import { tiedWith } from "#shared/incentive/points/rate-ties.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import type { DefinitionRecord } from "#sync-server/storage/incentive/definition-store.ts";

/** The numbers of the rates that each of these ties with, for `show` of their routes ([Q9]). */
export const tiesOfRates = async (
  { read }: Plane,
  records: readonly DefinitionRecord<"rate">[],
) => {
  const { point: points, rate: rates } = (await loadProgramme(read)).definitions;
  return records.map(({ definition }) => {
    const point = points.find(({ handle }) => handle === definition.pointHandle);
    const tied = point ? tiedWith(definition, rates, point.ratePriority) : [];
    return { tied_with: tied.map(({ id }) => Number(id)) };
  });
};
