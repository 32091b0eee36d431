import { sql } from "kysely";
import type {
  Definition,
  DefinitionBody,
  DefinitionKind,
  Definitions,
} from "#shared/incentive/definition.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { jsonIn } from "#sync-server/storage/json-filters.ts";
import type { FieldSql, ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { lockStatement } from "#sync-server/storage/statement.ts";
import {
  columnsListed,
  hasHandle,
  insertRecord,
  readPageBy,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import {
  type DefinitionField,
  definitionTable,
  type StoredDefinition,
} from "./definition-table.ts";
import { definitionOf, insertVersion } from "./definition-version-store.ts";

/** A definition with the fields that only the v3 API shows. */
export type DefinitionRecord<K extends DefinitionKind> = {
  readonly definition: Definitions[K];
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt: Instant | null;
};

/** The definitions with these ids, including deleted ones. Ids of other kinds are left out. */
export const readDefinitions = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  ids: readonly number[],
): Promise<readonly DefinitionRecord<K>[]> =>
  (await readRecordsByKey(deps, definitionTable, ids))
    .filter((stored) => stored.kind === kind)
    .map((stored) => recordOf(kind, stored));

/** The definition with this handle, even if deleted: handles are never reused. */
export const findDefinitionByHandle = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  handle: string,
): Promise<DefinitionRecord<K> | null> => {
  const condition = sql`kind = ${kind} and handle = ${handle}`;
  const [stored] = await readRecords(deps, definitionTable, condition);
  return stored ? recordOf(kind, stored) : null;
};

/** Whether a definition has this handle in any case, even if deleted. */
export const isHandleTaken = (
  deps: ReadDeps,
  kind: DefinitionKind,
  handle: string,
): Promise<boolean> => hasHandle(deps, "definitions", handle, sql`kind = ${kind}`);

/** Every definition of a kind that is in use. */
export const readDefinitionsInUse = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
): Promise<readonly DefinitionRecord<K>[]> => {
  const condition = sql`kind = ${kind} and deleted_at is null`;
  const stored = await readRecords(deps, definitionTable, condition, sql`order by id`);
  return stored.map((each) => recordOf(kind, each));
};

/** How a caller refers to a definition. */
export type DefinitionRef = { readonly id: DefinitionId } | { readonly handle: string };

/**
 * Keeps a definition in use until this transaction ends: a change or deletion
 * waits, others who issue by it don't.
 */
export const shareDefinition = (
  deps: WriteDeps,
  kind: DefinitionKind,
  ref: DefinitionRef,
): Promise<void> =>
  "id" in ref
    ? shareById(deps, [deps.tenantId, kind, ref.id])
    : shareByHandle(deps, [deps.tenantId, kind, ref.handle]);

/** The same for every definition of a kind that is in use. */
export const shareDefinitions = (deps: WriteDeps, kind: DefinitionKind): Promise<void> =>
  shareKind(deps, [deps.tenantId, kind]);

const shareById = lockStatement(
  ({ forShare }) =>
    `select id from definitions where tenant_id = ? and kind = ? and id = ?
     ${forShare}`,
);

const shareByHandle = lockStatement(
  ({ forShare }) =>
    `select id from definitions where tenant_id = ? and kind = ? and handle = ?
     ${forShare}`,
);

const shareKind = lockStatement(
  ({ forShare }) =>
    `select id from definitions where tenant_id = ? and kind = ? and deleted_at is null
     ${forShare}`,
);

/** Locks a definition for a change; waits for those who are issuing by it. */
export const lockDefinition = async (deps: WriteDeps, id: DefinitionId): Promise<void> => {
  await lock(deps, [deps.tenantId, id]);
};

const lock = lockStatement(
  ({ forUpdate }) => `select id from definitions where tenant_id = ? and id = ? ${forUpdate}`,
);

/**
 * The definitions with these ids, of every kind and including deleted ones, as devices hold them.
 */
export const readDefinitionsOfAnyKind = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Definition[]> =>
  (await readRecordsByKey(deps, definitionTable, ids)).map((stored) =>
    definitionOf(stored.kind, stored),
  );

/** Every definition of the tenant, including deleted ones. */
export const readAllDefinitions = async (deps: ReadDeps): Promise<readonly Definition[]> =>
  (await readRecords(deps, definitionTable, sql`true`)).map((stored) =>
    definitionOf(stored.kind, stored),
  );

/** Every definition of the tenant that isn't deleted, of every kind. */
export const readUndeletedDefinitions = async (deps: ReadDeps): Promise<readonly Definition[]> =>
  (await readRecords(deps, definitionTable, sql`deleted_at is null`)).map((stored) =>
    definitionOf(stored.kind, stored),
  );

/** A page of the definitions of one kind that are in use. */
export const listDefinitions = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  query: ListQuery<DefinitionField>,
): Promise<Page<DefinitionRecord<K>>> => {
  const conditions = [sql<boolean>`kind = ${kind}`, sql<boolean>`deleted_at is null`];
  const page = await readPageBy(deps, definitionTable, query, fieldsOf(deps), conditions);
  return { ...page, rows: page.rows.map((stored) => recordOf(kind, stored)) };
};

const fieldsOf = ({ dialect }: ReadDeps): Readonly<Record<DefinitionField, FieldSql>> => {
  const { flagIn, textIn } = dialectOf(dialect);
  const ofBody = (key: string, read = textIn) => sql.raw(read("definitions.body", key));
  const ofExtra = (key: string) => ({ column: "definitions.extra", key });
  return {
    ...columnsListed(definitionTable),
    name: { column: ofBody("name"), isCaseless: true },
    // What the kind of a definition calls it.
    type: {
      column: sql`coalesce(${ofBody("type")}, ${ofBody("creditType")},
        ${sql.raw(textIn("definitions.extra", "type"))})`,
    },
    is_published: { column: ofBody("isPublished", flagIn) },
    is_archived: { column: ofBody("isArchived", flagIn) },
    tags: jsonIn(ofExtra("tags")),
    meta: jsonIn(ofExtra("meta")),
  };
};

/** Inserts a new definition with its first version and returns its id. */
export const insertDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  { body, extra }: { readonly body: DefinitionBody<K>; readonly extra: ExtraFields },
): Promise<DefinitionId> => {
  const content = { kind, version: 1, handle: body.handle, body, extra };
  const stored = await insertRecord(deps, definitionTable, content);
  await insertVersion(deps, stored);
  return stored.id;
};

/** Writes the next version of a definition. What earlier versions decided doesn't change ([W3]). */
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
  const { id, ...fields } = next;
  await updateRecord(deps, definitionTable, id, fields);
  await insertVersion(deps, { ...next, kind });
};

/** Marks a definition as deleted. Its versions stay, because entries refer to them. */
export const markDefinitionDeleted = (deps: WriteDeps, id: DefinitionId): Promise<void> =>
  updateRecord(deps, definitionTable, id, { deletedAt: deps.now });

/**
 * How many lots of a definition still hold something, expired or not, how many profiles hold it as
 * their tier, and on how many days it was counted for somebody.
 */
export const countInUse = async (deps: ReadDeps, id: DefinitionId): Promise<number> =>
  (await countOpenLots(deps, id)) +
  (await countTierHolders(deps, id)) +
  (await countAchievementDays(deps, id));

const countAchievementDays = async (deps: ReadDeps, id: DefinitionId): Promise<number> => {
  const row = await deps.sql
    .selectFrom("achievement_days")
    .select((builder) => builder.fn.countAll().as("total"))
    .where("tenant_id", "=", deps.tenantId)
    .where("definition_id", "=", id)
    .executeTakeFirstOrThrow();
  return Number(row.total);
};

const countTierHolders = async (deps: ReadDeps, id: DefinitionId): Promise<number> => {
  const row = await deps.sql
    .selectFrom("tier_standings")
    .select((builder) => builder.fn.countAll().as("total"))
    .where("tenant_id", "=", deps.tenantId)
    .where("definition_id", "=", id)
    .executeTakeFirstOrThrow();
  return Number(row.total);
};

const countOpenLots = async (deps: ReadDeps, id: DefinitionId): Promise<number> => {
  const row = await deps.sql
    .selectFrom("lots")
    .select((builder) => builder.fn.countAll().as("total"))
    .where("tenant_id", "=", deps.tenantId)
    .where("definition_id", "=", id)
    .where("remaining", ">", 0)
    .executeTakeFirstOrThrow();
  return Number(row.total);
};

const recordOf = <K extends DefinitionKind>(
  kind: K,
  stored: StoredDefinition,
): DefinitionRecord<K> => {
  const { extra, createdAt, updatedAt, deletedAt } = stored;
  return { definition: definitionOf(kind, stored), extra, createdAt, updatedAt, deletedAt };
};
