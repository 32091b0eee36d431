import { type Selectable, type SqlBool, sql } from "kysely";
import { z } from "zod";
import {
  type Definition,
  type DefinitionBody,
  type DefinitionKind,
  type Definitions,
  definitionSchema,
  definitionSchemas,
} from "#shared/incentive/definition.ts";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { parseExtra } from "./json-column.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";
import type { Tables } from "./tables.ts";

/** A definition with what only the v3 API shows of it. */
export type DefinitionRecord<K extends DefinitionKind> = {
  readonly definition: Definitions[K];
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
};

/** The definitions with these ids, deleted ones too. Ids of another kind are left out. */
export const readDefinitions = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  ids: readonly number[],
): Promise<readonly DefinitionRecord<K>[]> => {
  if (ids.length === 0) return [];
  const rows = await selectOfKind(deps, kind).where("id", "in", ids).execute();
  return rows.map((row) => recordOf(kind, row));
};

/** The definition with this handle, deleted or not: a handle is never used again. */
export const findDefinitionByHandle = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  handle: string,
): Promise<DefinitionRecord<K> | null> => {
  const row = await selectOfKind(deps, kind).where("handle", "=", handle).executeTakeFirst();
  return row ? recordOf(kind, row) : null;
};

/** A definition as an earlier version had it: entries name the version that decided them. */
export const readDefinitionVersion = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  { id, version }: { readonly id: DefinitionId; readonly version: number },
): Promise<Definitions[K] | null> => {
  const row = await deps.sql
    .selectFrom("definition_versions")
    .select(["definition_id as id", "kind", "version", "body"])
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind)
    .where("definition_id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row ? definitionSchemas[kind].parse(fieldsOf(row)) : null;
};

/** Definitions of every kind, deleted ones too: those with these ids, as devices hold them. */
export const readDefinitionsOfAnyKind = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Definition[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("definitions")
    .select(["id", "kind", "version", "body"])
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => definitionSchema.parse(fieldsOf(row)));
};

/** Every definition of the tenant, deleted ones too. */
export const readAllDefinitions = async (deps: ReadDeps): Promise<readonly Definition[]> =>
  (await selectAll(deps, [deps.tenantId])).map((row) => definitionSchema.parse(fieldsOf(row)));

const selectAll = statement<VersionRow>(
  "select id, kind, version, body from definitions where tenant_id = ?",
);

const listFields = {
  id: { column: "definitions.id" },
  handle: { column: "definitions.handle" },
  created_at: { column: "definitions.created_at" },
  updated_at: { column: "definitions.updated_at" },
} as const satisfies Record<string, FieldSql>;
export type DefinitionField = keyof typeof listFields;

/** A page of the definitions of one kind that are in use. */
export const listDefinitions = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  query: ListQuery<DefinitionField>,
): Promise<Page<DefinitionRecord<K>>> => {
  const conditions = [
    sql<SqlBool>`definitions.kind = ${kind}`,
    sql<SqlBool>`definitions.deleted_at is null`,
  ];
  const source = { from: "definitions", key: "id", fields: listFields, conditions };
  const page = await selectPage<Row, DefinitionField>(deps, source, query);
  return { total: page.total, rows: page.rows.map((row) => recordOf(kind, row)) };
};

/** Inserts a new definition with its first version and returns its id. */
export const insertDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  content: { readonly body: DefinitionBody<K>; readonly extra: ExtraFields },
): Promise<DefinitionId> => {
  const body = JSON.stringify(content.body);
  const row = await deps.sql
    .insertInto("definitions")
    .values({
      tenant_id: deps.tenantId,
      kind,
      version: 1,
      handle: content.body.handle,
      body,
      extra: JSON.stringify(content.extra),
      created_at: deps.now,
      updated_at: deps.now,
      deleted_at: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const id = definitionIdSchema.parse(row.id);
  await insertVersion(deps, { id, kind, version: 1, body });
  return id;
};

/** Writes the next version of a definition. What earlier versions decided stays as it was ([W3]). */
export const writeNextVersion = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  next: {
    readonly id: DefinitionId;
    readonly version: number;
    readonly body: DefinitionBody<K>;
    readonly extra: ExtraFields;
  },
): Promise<void> => {
  const { id, version } = next;
  const body = JSON.stringify(next.body);
  await deps.sql
    .updateTable("definitions")
    .set({ version, body, extra: JSON.stringify(next.extra), updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
  await insertVersion(deps, { id, kind, version, body });
};

/** Takes a definition out of use. Its versions stay, because entries name them. */
export const markDefinitionDeleted = async (deps: WriteDeps, id: DefinitionId): Promise<void> => {
  await deps.sql
    .updateTable("definitions")
    .set({ deleted_at: deps.now, updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

/** How many lots of a definition still hold something, expired or not. */
export const countOpenLots = async (deps: ReadDeps, id: DefinitionId): Promise<number> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select((builder) => builder.fn.countAll().as("total"))
    .where("tenant_id", "=", deps.tenantId)
    .where("definition_id", "=", id)
    .where("remaining", ">", 0)
    .executeTakeFirstOrThrow();
  return Number(row.total);
};

type Row = Selectable<Tables["definitions"]>;
type VersionRow = Pick<Row, "id" | "kind" | "version" | "body">;

const selectOfKind = (deps: ReadDeps, kind: DefinitionKind) =>
  deps.sql
    .selectFrom("definitions")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind);

const recordOf = <K extends DefinitionKind>(kind: K, row: Row): DefinitionRecord<K> => ({
  definition: definitionSchemas[kind].parse(fieldsOf(row)),
  extra: parseExtra(row.extra),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
  deletedAt: row.deleted_at === null ? null : instant(row.deleted_at),
});

const fieldsOf = ({ id, kind, version, body }: VersionRow): Readonly<Record<string, unknown>> => ({
  ...bodySchema.parse(JSON.parse(body)),
  id,
  kind,
  version,
});

const bodySchema = z.record(z.string(), z.unknown());

const insertVersion = async (
  deps: WriteDeps,
  { id, kind, version, body }: VersionRow,
): Promise<void> => {
  await deps.sql
    .insertInto("definition_versions")
    .values({
      tenant_id: deps.tenantId,
      definition_id: id,
      kind,
      version,
      body,
      recorded_at: deps.now,
    })
    .execute();
};
