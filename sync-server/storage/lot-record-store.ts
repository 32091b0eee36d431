import { type Selectable, type SqlBool, sql } from "kysely";
import {
  definitionIdSchema,
  type LotId,
  lotIdSchema,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Instant, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { parseExtra } from "./json-column.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/**
 * A lot with its number and the fields that the v3 API shows: a reward, or points as they were
 * issued.
 */
export type LotRecord = Lot & {
  readonly number: number;
  readonly profileId: ProfileId;
  readonly extendedAt: Instant | null;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The fields that lots can be listed by. */
const lotFields = (deps: ReadDeps) =>
  ({
    number: { column: "lots.number" },
    profile_id: { column: "lots.profile_id" },
    definition_id: { column: "lots.definition_id" },
    issued_at: { column: "lots.issued_at" },
    expires_at: { column: "lots.expires_at" },
    initial: { column: "lots.initial" },
    remaining: { column: "lots.remaining" },
    source_type: { column: "lots.source_type" },
    source_id: { column: "lots.source_id" },
    external_id: { column: "lots.external_id" },
    created_at: { column: "lots.created_at" },
    updated_at: { column: "lots.updated_at" },
    definition_handle: {
      column: "d.handle",
      within: {
        key: "lots.definition_id",
        select: sql`
          select d.id from definitions as d where d.tenant_id = ${deps.tenantId}
        `,
      },
    },
  }) as const satisfies Record<string, FieldSql>;
export type LotField = keyof ReturnType<typeof lotFields>;

/**
 * A page of the lots that a definition issued, of all profiles or of one. Leaves out lots that
 * represent a shortfall.
 */
export const listLots = async (
  deps: ReadDeps,
  unit: Unit,
  query: ListQuery<LotField>,
  profileId: ProfileId | null = null,
): Promise<Page<LotRecord>> => {
  const conditions = [
    sql<SqlBool>`lots.unit = ${unit}`,
    sql<SqlBool>`lots.definition_id is not null`,
    ...(profileId === null ? [] : [sql<SqlBool>`lots.profile_id = ${profileId}`]),
  ];
  const source = { from: "lots", key: "number", fields: lotFields(deps), conditions };
  const page = await selectPage<Selectable<Tables["lots"]>, LotField>(deps, source, query);
  return { ...page, rows: page.rows.map(lotRecordOf) };
};

/** The lot with this unit and number that a definition issued; null if there is none. */
export const readLotRecord = async (
  deps: ReadDeps,
  unit: Unit,
  number: number,
): Promise<LotRecord | null> => {
  const row = await deps.sql
    .selectFrom("lots")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("unit", "=", unit)
    .where("number", "=", number)
    .where("definition_id", "is not", null)
    .executeTakeFirst();
  return row ? lotRecordOf(row) : null;
};

/** The number of a lot. */
export const readLotNumber = async (deps: ReadDeps, lotId: LotId): Promise<number> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select("number")
    .where("tenant_id", "=", deps.tenantId)
    .where("lot_id", "=", lotId)
    .executeTakeFirstOrThrow();
  return row.number;
};

/** Lots by id, for showing the entries on them. */
export const readLotRecords = async (
  deps: ReadDeps,
  lotIds: readonly string[],
): Promise<readonly LotRecord[]> => {
  if (lotIds.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("lots")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("lot_id", "in", lotIds)
    .execute();
  return rows.map(lotRecordOf);
};

/** Whether a lot of this unit already has this id from another system. */
export const isLotExternalIdTaken = async (
  deps: ReadDeps,
  unit: Unit,
  externalId: string,
): Promise<boolean> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select("number")
    .where("tenant_id", "=", deps.tenantId)
    .where("unit", "=", unit)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row !== undefined;
};

/** Writes the fields of a lot that no entry holds: another system's id, and free fields. */
export const describeLot = async (
  deps: WriteDeps,
  lotId: LotId,
  fields: { readonly externalId: string | null; readonly extra: ExtraFields },
): Promise<void> => {
  await deps.sql
    .updateTable("lots")
    .set({
      external_id: fields.externalId,
      extra: JSON.stringify(fields.extra),
      updated_at: deps.now,
    })
    .where("tenant_id", "=", deps.tenantId)
    .where("lot_id", "=", lotId)
    .execute();
};

const lotRecordOf = (row: Selectable<Tables["lots"]>): LotRecord => ({
  number: row.number,
  lotId: lotIdSchema.parse(row.lot_id),
  profileId: profileIdSchema.parse(row.profile_id),
  unit: unitSchema.parse(row.unit),
  definitionId: row.definition_id === null ? null : definitionIdSchema.parse(row.definition_id),
  definitionVersion: row.definition_version,
  issuedAt: instant(row.issued_at),
  expiresAt: row.expires_at === null ? null : instant(row.expires_at),
  extendedAt: row.extended_at === null ? null : instant(row.extended_at),
  timezone: timeZoneSchema.parse(row.timezone),
  initial: row.initial,
  remaining: row.remaining,
  sourceType: row.source_type,
  sourceId: row.source_id,
  externalId: row.external_id,
  extra: parseExtra(row.extra),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
});
