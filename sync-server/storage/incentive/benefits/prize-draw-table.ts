import { z } from "zod";
import { entrantKindSchema, seedSchema } from "#shared/incentive/benefits/prize-draw.ts";
import { definitionIdSchema, prizeDrawIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import {
  created,
  extra,
  generated,
  jsonOf,
  listed,
  numberOf,
  text,
  textOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

const profileIds = jsonOf(z.array(profileIdSchema).readonly());

/** The prize draws that were held. Nothing changes or deletes them. */
export const prizeDrawTable = columnTable("prize_draws", {
  id: listed(generated(numberOf(prizeDrawIdSchema))),
  definition_id: listed(numberOf(definitionIdSchema)),
  entrant_kind: listed(textOf(entrantKindSchema)),
  total_entrants: whole,
  entrants_hash: text,
  seed: textOf(seedSchema),
  winners: profileIds,
  extra,
  created_at: listed(created),
});
export type PrizeDrawRecord = RecordOf<typeof prizeDrawTable>;
export type PrizeDrawField = ListedField<typeof prizeDrawTable>;
