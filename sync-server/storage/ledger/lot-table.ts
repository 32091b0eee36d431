import { z } from "zod";
import {
  definitionIdSchema,
  lotIdSchema,
  profileIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { entrySourceTypeSchema, unitSchema } from "#shared/ledger/entry.ts";
import {
  extra,
  generated,
  listed,
  moment,
  notOwner,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** What the ledger adds up to for each lot: a reward, or points as they were issued. */
export const lotTable = columnTable(
  "lots",
  {
    /** The id of the reward or point in the v3 API. */
    number: listed(generated(numberOf(z.int()))),
    lot_id: textOf(lotIdSchema),
    profile_id: owner(listed(uuidOf(profileIdSchema))),
    /** In whose chain its entries are: not the profile's own after a merge ([I3]). */
    chain_id: notOwner(uuidOf(profileIdSchema)),
    unit: textOf(unitSchema),
    definition_id: listed(nullable(numberOf(definitionIdSchema))),
    definition_version: whole,
    issued_at: moment,
    /** What the API calls `issued_at`. */
    active_at: listed(moment),
    expires_at: listed(nullable(moment)),
    extended_at: nullable(moment),
    timezone: textOf(timeZoneSchema),
    /** Cents or hundredths of points, depending on the unit. */
    initial: listed(whole),
    remaining: listed(whole),
    source_type: listed(textOf(entrySourceTypeSchema)),
    source_id: listed(text),
    /** Of what was reached (incentive/SPEC.md [M11]). */
    source_version: nullable(whole),
    source_level: listed(nullable(whole)),
    source_transaction_id: listed(nullable(numberOf(transactionIdSchema))),
    external_id: listed(nullable(text)),
    extra,
    created_at: listed(moment),
    updated_at: listed(moment),
    /** When head office deleted it. Its entries stay, and only they and redemptions show it. */
    deleted_at: nullable(moment),
    /** A checkout holds it: only for credit. */
    lock_token: nullable(text),
    lock_expires_at: nullable(moment),
  },
  "number",
);
export type LotRecord = RecordOf<typeof lotTable>;
