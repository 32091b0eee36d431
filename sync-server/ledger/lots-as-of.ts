import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Knowledge, startLotsAsOf } from "#shared/ledger/as-of.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readChains } from "./read-chain.ts";

/** A past instant, and whether what was recorded since counts ([L12]). */
export type AsOf = { readonly at: Instant; readonly known: Knowledge };

/** The lots that a profile had at a past instant, whether it could spend them or not. */
export const readLotsAsOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
  { at, known }: AsOf,
): Promise<readonly Lot[]> => {
  const asOf = startLotsAsOf(at, known);
  await readChains(deps, profileId, asOf.add);
  return asOf.all();
};
