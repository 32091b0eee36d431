import type { DefinitionId, LotId } from "#shared/kernel/ids.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** A lot as the hot path reads it, without parsing: a schema checked it on the way in. */
export type LotRow = {
  readonly lot_id: LotId;
  readonly unit: Unit;
  readonly definition_id: DefinitionId | null;
  readonly definition_version: number;
  readonly issued_at: Instant;
  readonly active_at: Instant;
  readonly expires_at: Instant | null;
  readonly timezone: TimeZone;
  readonly initial: number;
  readonly remaining: number;
};

/** The columns of `LotRow`, for a table named `l`. */
export const LOT_COLUMNS =
  "l.lot_id, l.unit, l.definition_id, l.definition_version, l.issued_at, l.active_at, l.expires_at, " +
  "l.timezone, l.initial, l.remaining";

/** The row of an account without open lots, from a join with lots. */
export type NoLotRow = { readonly lot_id: null };

/** A lot as its row holds it. */
export const lotOf = (row: LotRow): Lot => ({
  lotId: row.lot_id,
  unit: row.unit,
  definitionId: row.definition_id,
  definitionVersion: row.definition_version,
  issuedAt: row.issued_at,
  activeAt: row.active_at,
  expiresAt: row.expires_at,
  timezone: row.timezone,
  initial: row.initial,
  remaining: row.remaining,
});
