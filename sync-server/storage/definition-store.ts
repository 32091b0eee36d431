import { type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { type PointDefinition, pointDefinitionSchema } from "#shared/incentive/point.ts";
import { type RewardDefinition, rewardDefinitionSchema } from "#shared/incentive/reward.ts";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { type ExtraFields, parseExtra } from "./json-column.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** The definitions of each kind, as decisions read them. */
type Definitions = { readonly reward: RewardDefinition; readonly point: PointDefinition };
export type DefinitionKind = keyof Definitions;

/** A definition with what only the v3 API shows of it. */
export type DefinitionRecord<K extends DefinitionKind> = {
  readonly definition: Definitions[K];
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
};

/** Both tables have the same columns. */
type Row = Selectable<Tables["reward_definitions"]>;
const tables = { reward: "reward_definitions", point: "point_definitions" } as const;

/** Reads the definitions of one kind. Each kind has its table and its schema, and the rest is alike. */
const readerOf = <K extends DefinitionKind>(kind: K, parse: (body: unknown) => Definitions[K]) => {
  const recordOf = (row: Row): DefinitionRecord<K> => ({
    definition: parse({
      ...bodySchema.parse(JSON.parse(row.body)),
      id: row.id,
      version: row.version,
    }),
    extra: parseExtra(row.extra),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    deletedAt: row.deleted_at === null ? null : instant(row.deleted_at),
  });
  return {
    table: tables[kind],
    recordOf,
    /** All that are in use, the oldest first. */
    readInUse: async (deps: ReadDeps): Promise<readonly DefinitionRecord<K>[]> =>
      (await readRows(deps, kind, sql`deleted_at is null order by id`)).map(recordOf),
    /** Those of these ids, deleted ones too. */
    readByIds: async (
      deps: ReadDeps,
      ids: readonly number[],
    ): Promise<readonly DefinitionRecord<K>[]> => {
      if (ids.length === 0) return [];
      return (await readRows(deps, kind, sql`id in (${sql.join(ids)})`)).map(recordOf);
    },
    /** The one with this handle, deleted or not: a handle is given once. */
    findByHandle: async (deps: ReadDeps, handle: string): Promise<DefinitionRecord<K> | null> => {
      const [row] = await readRows(deps, kind, sql`handle = ${handle}`);
      return row ? recordOf(row) : null;
    },
    /** The definition as it was in an earlier version: entries name the one that decided them. */
    readVersion: async (
      deps: ReadDeps,
      id: DefinitionId,
      version: number,
    ): Promise<Definitions[K] | null> => {
      const row = await deps.sql
        .selectFrom("definition_versions")
        .select("body")
        .where("tenant_id", "=", deps.tenantId)
        .where("kind", "=", kind)
        .where("definition_id", "=", id)
        .where("version", "=", version)
        .executeTakeFirst();
      return row ? parse({ ...bodySchema.parse(JSON.parse(row.body)), id, version }) : null;
    },
  };
};

const readRows = async (
  deps: ReadDeps,
  kind: DefinitionKind,
  condition: RawBuilder<unknown>,
): Promise<readonly Row[]> => {
  const query = sql<Row>`
    select * from ${sql.table(tables[kind])}
    where tenant_id = ${deps.tenantId} and ${condition}
  `;
  return (await query.execute(deps.sql)).rows;
};

const bodySchema = z.record(z.string(), z.unknown());

export const rewardDefinitions = readerOf("reward", (body) => rewardDefinitionSchema.parse(body));
export const pointDefinitions = readerOf("point", (body) => pointDefinitionSchema.parse(body));

const fieldsOf = (table: string) =>
  ({
    id: { column: `${table}.id` },
    handle: { column: `${table}.handle` },
    created_at: { column: `${table}.created_at` },
    updated_at: { column: `${table}.updated_at` },
  }) as const satisfies Record<string, FieldSql>;
export type DefinitionField = keyof ReturnType<typeof fieldsOf>;

/** A page of the definitions of one kind that are in use. */
export const listDefinitions = async <K extends DefinitionKind>(
  deps: ReadDeps,
  readers: { readonly table: string; readonly recordOf: (row: Row) => DefinitionRecord<K> },
  query: ListQuery<DefinitionField>,
): Promise<Page<DefinitionRecord<K>>> => {
  const { table, recordOf } = readers;
  const conditions = [sql<SqlBool>`${sql.ref(`${table}.deleted_at`)} is null`];
  const source = { from: table, key: "id", fields: fieldsOf(table), conditions };
  const page = await selectPage<Row, DefinitionField>(deps, source, query);
  return { total: page.total, rows: page.rows.map(recordOf) };
};

/** What is kept as a version's body: everything but its id and its version. */
type Body<K extends DefinitionKind> = Omit<Definitions[K], "id" | "version">;

/** Writes a new definition with its first version and gives it its id. */
export const appendDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  body: Body<K>,
  extra: ExtraFields,
): Promise<DefinitionId> => {
  const insert = sql<{ id: number }>`
    insert into ${sql.table(tables[kind])}
      (tenant_id, version, handle, body, extra, created_at, updated_at)
    values (${deps.tenantId}, 1, ${body.handle}, ${JSON.stringify(body)}, ${JSON.stringify(extra)},
      ${deps.now}, ${deps.now})
    returning id
  `;
  const id = definitionIdSchema.parse((await insert.execute(deps.sql)).rows[0]?.id);
  await appendVersion(deps, kind, id, 1, body);
  return id;
};

/** Writes the next version of a definition. What was decided by earlier ones stays as it was ([W3]). */
export const updateDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  to: {
    readonly id: DefinitionId;
    readonly version: number;
    readonly body: Body<K>;
    readonly extra: ExtraFields;
  },
): Promise<void> => {
  await sql`
    update ${sql.table(tables[kind])}
    set version = ${to.version}, body = ${JSON.stringify(to.body)},
      extra = ${JSON.stringify(to.extra)}, updated_at = ${deps.now}
    where tenant_id = ${deps.tenantId} and id = ${to.id}
  `.execute(deps.sql);
  await appendVersion(deps, kind, to.id, to.version, to.body);
};

/** Takes a definition out of use; its versions stay, because entries name them. */
export const markDefinitionDeleted = async (
  deps: WriteDeps,
  kind: DefinitionKind,
  id: DefinitionId,
): Promise<void> => {
  await sql`
    update ${sql.table(tables[kind])} set deleted_at = ${deps.now}, updated_at = ${deps.now}
    where tenant_id = ${deps.tenantId} and id = ${id}
  `.execute(deps.sql);
};

/** How many lots of a definition still hold something, expired or not. */
export const countOpenLots = async (
  deps: ReadDeps,
  kind: DefinitionKind,
  id: DefinitionId,
): Promise<number> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select((builder) => builder.fn.countAll().as("total"))
    .where("tenant_id", "=", deps.tenantId)
    .where("unit", "=", kind)
    .where("definition_id", "=", id)
    .where("remaining", ">", 0)
    .executeTakeFirstOrThrow();
  return Number(row.total);
};

const appendVersion = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  id: DefinitionId,
  version: number,
  body: Body<K>,
): Promise<void> => {
  await deps.sql
    .insertInto("definition_versions")
    .values({
      tenant_id: deps.tenantId,
      kind,
      definition_id: id,
      version,
      body: JSON.stringify(body),
      recorded_at: deps.now,
    })
    .execute();
};
