import { type Selectable, type SqlBool, sql } from "kysely";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { type AttributeKind, attributeKindSchema } from "#shared/profile/attribute-kind.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { parseExtra } from "#sync-server/storage/json-column.ts";
import { type ListQuery, type Page, selectPage } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import type { Tables } from "#sync-server/storage/tables.ts";

/** One attribute of a profile: an address, a date, comms preferences, or a custom attribute. */
export type Attribute = {
  readonly kind: AttributeKind;
  /** Identifies an attribute of a kind that allows only one: `comms`, `<namespace>:<handle>`. */
  readonly key: string | null;
  /** The fields as in the v3 API. */
  readonly body: ExtraFields;
};

/** An attribute with its number in the v3 API and the profile that it belongs to. */
export type AttributeRecord = Attribute & {
  readonly id: number;
  readonly profileId: ProfileId;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** What custom attributes of all profiles are found by. */
export const customAttributeList = {
  listed: {
    id: { kind: "whole" },
    profile_id: { kind: "uuid" },
    namespace: { kind: "text" },
    handle: { kind: "text" },
    value: { kind: "text" },
    created_at: { kind: "moment" },
    updated_at: { kind: "moment" },
  },
} as const;
export type CustomAttributeField = keyof typeof customAttributeList.listed;

/** A page of the custom attributes of all profiles; a value is compared as text. */
export const listCustomAttributes = async (
  deps: ReadDeps,
  query: ListQuery<CustomAttributeField>,
): Promise<Page<AttributeRecord>> => {
  const { anyTextIn } = dialectOf(deps.dialect);
  const page = await selectPage<Selectable<Tables["profile_attributes"]>, CustomAttributeField>(
    deps,
    {
      from: "profile_attributes",
      key: "id",
      owner: "profile_attributes.profile_id",
      fields: {
        id: { column: "profile_attributes.id" },
        profile_id: { column: "profile_attributes.profile_id" },
        namespace: { column: "profile_attributes.body_namespace" },
        handle: { column: "profile_attributes.body_handle" },
        value: { column: sql.raw(anyTextIn("profile_attributes.body", "value")) },
        created_at: { column: "profile_attributes.created_at" },
        updated_at: { column: "profile_attributes.updated_at" },
      },
      conditions: [sql<SqlBool>`profile_attributes.kind = 'custom'`],
    },
    query,
  );
  return { ...page, rows: page.rows.map(attributeOfRow) };
};

/** The attributes of many profiles in one statement, oldest first. */
export const readAttributes = async (
  deps: ReadDeps,
  profileIds: readonly string[],
): Promise<readonly AttributeRecord[]> => {
  if (profileIds.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("profile_attributes")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "in", profileIds)
    .orderBy("id")
    .execute();
  return rows.map(attributeOfRow);
};

const attributeOfRow = (row: Selectable<Tables["profile_attributes"]>): AttributeRecord => ({
  id: row.id,
  profileId: profileIdSchema.parse(row.profile_id),
  kind: attributeKindSchema.parse(row.kind),
  key: row.key,
  body: parseExtra(row.body),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
});

/** Adds an attribute to a profile, and returns its number. */
export const appendAttribute = async (
  deps: WriteDeps,
  profileId: ProfileId,
  attribute: Attribute,
): Promise<number> => {
  const { id } = await deps.sql
    .insertInto("profile_attributes")
    .values({
      tenant_id: deps.tenantId,
      profile_id: profileId,
      kind: attribute.kind,
      key: attribute.key,
      body: JSON.stringify(attribute.body),
      created_at: deps.now,
      updated_at: deps.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
};

/** Replaces the body of an attribute. */
export const updateAttribute = async (
  deps: WriteDeps,
  id: number,
  body: ExtraFields,
): Promise<void> => {
  await deps.sql
    .updateTable("profile_attributes")
    .set({ body: JSON.stringify(body), updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

/** Deletes an attribute. */
export const removeAttribute = async (deps: WriteDeps, id: number): Promise<void> => {
  await deps.sql
    .deleteFrom("profile_attributes")
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

/** Gives attributes to another profile. */
export const moveAttributes = async (
  deps: WriteDeps,
  ids: readonly number[],
  profileId: ProfileId,
): Promise<void> => {
  if (ids.length === 0) return;
  await deps.sql
    .updateTable("profile_attributes")
    .set({ profile_id: profileId, updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
};
