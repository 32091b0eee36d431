import type { Difference } from "#sync-server/ledger/compare-projection.ts";

/** One line that says where a projection differs from what it is made from. */
export const differenceLine = ({ profileId, part, field, stored, rebuilt }: Difference): string =>
  `differs: ${profileId === null ? "" : `profile ${profileId}, `}${part}, ${field}: stored ${stored}, should be ${rebuilt}`;
