import { codedUnitSchema } from "#shared/incentive/coded-unit.ts";
import {
  allocationIdSchema,
  definitionIdSchema,
  lotIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import {
  amount,
  extra,
  folded,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
} from "#sync-server/storage/column.ts";
import {
  columnTable,
  type ListedField,
  type NewRecordOf,
  type RecordOf,
} from "#sync-server/storage/column-table.ts";

/** The codes of each definition's pool, and what has taken each. */
export const allocationTable = columnTable("allocations", {
  id: listed(generated(numberOf(allocationIdSchema))),
  definition_id: listed(numberOf(definitionIdSchema)),
  /** What its definition issues. */
  unit: textOf(codedUnitSchema),
  code: text,
  /** The code as it is compared: no two of a tenant are the same. */
  code_key: listed(folded),
  name: listed(nullable(text)),
  value_cents: listed(nullable(amount)),
  valid_from: listed(nullable(moment)),
  valid_to: listed(nullable(moment)),
  external_id: listed(nullable(text)),
  extra,
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  /** Null until something takes it. It never goes back: somebody may have seen it. */
  lot_id: nullable(textOf(lotIdSchema)),
  allocated_at: listed(nullable(moment)),
  created_at: listed(moment),
  updated_at: listed(moment),
});
export type AllocationRecord = RecordOf<typeof allocationTable>;
export type NewAllocation = NewRecordOf<typeof allocationTable>;
export type AllocationField = ListedField<typeof allocationTable>;
