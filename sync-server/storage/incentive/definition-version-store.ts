import {
  type Definition,
  type DefinitionKind,
  type Definitions,
  definitionKindSchema,
  definitionSchemas,
} from "#shared/incentive/definition.ts";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { jsonObject } from "#sync-server/storage/column.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import type { StoredDefinition } from "./definition-table.ts";

/** An earlier version of a definition: entries store the version that decided them. */
export const readDefinitionVersion = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  { id, version }: { readonly id: DefinitionId; readonly version: number },
): Promise<Definitions[K] | null> => {
  const row = await deps.sql
    .selectFrom("definition_versions")
    .select("body")
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind)
    .where("definition_id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row ? definitionOf(kind, { id, version, body: jsonObject.decode(row.body) }) : null;
};

/** Every version of every definition of a kind, including deleted ones, and when it was written. */
export const readVersionsOfKind = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
): Promise<readonly { readonly at: Instant; readonly definition: Definitions[K] }[]> => {
  const rows = await deps.sql
    .selectFrom("definition_versions")
    .select(["definition_id", "version", "body", "recorded_at"])
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind)
    .orderBy("definition_id")
    .orderBy("version")
    .execute();
  return rows.map(({ definition_id, version, body, recorded_at }) => ({
    at: instant(recorded_at),
    definition: definitionOf(kind, {
      id: definitionIdSchema.parse(definition_id),
      version,
      body: jsonObject.decode(body),
    }),
  }));
};

/**
 * Every definition in the version that was in force at an instant; its first version for one that
 * was only made later.
 */
export const readDefinitionsAsOf = async (
  deps: ReadDeps,
  at: Instant,
): Promise<readonly Definition[]> => {
  const rows = await selectAsOf(deps, [at, deps.tenantId]);
  return rows.map(({ definition_id: id, kind, version, body }) =>
    definitionOf(kind, { id, version, body: jsonObject.decode(body) }),
  );
};

const selectAsOf = statement<{
  readonly definition_id: DefinitionId;
  readonly kind: DefinitionKind;
  readonly version: number;
  readonly body: string;
}>(
  `select v.definition_id, v.kind, v.version, v.body from definition_versions as v
   where v.version = coalesce(
     (select max(w.version) from definition_versions as w where w.tenant_id = v.tenant_id
        and w.definition_id = v.definition_id and w.recorded_at <= ?), 1)
     and v.tenant_id = ?`,
);

/** Every version of these definitions, oldest first. */
export const readVersions = async (
  deps: ReadDeps,
  ids: readonly DefinitionId[],
): Promise<readonly Definition[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("definition_versions")
    .select(["definition_id", "kind", "version", "body"])
    .where("tenant_id", "=", deps.tenantId)
    .where("definition_id", "in", ids)
    .orderBy("definition_id")
    .orderBy("version")
    .execute();
  return rows.map((row) =>
    definitionOf(definitionKindSchema.parse(row.kind), {
      id: definitionIdSchema.parse(row.definition_id),
      version: row.version,
      body: jsonObject.decode(row.body),
    }),
  );
};

/** Keeps a version of a definition. None is ever changed: entries refer to them. */
export const insertVersion = async (
  deps: WriteDeps,
  { id, kind, version, body }: Version & { readonly kind: DefinitionKind },
): Promise<void> => {
  await deps.sql
    .insertInto("definition_versions")
    .values({
      tenant_id: deps.tenantId,
      definition_id: id,
      kind,
      version,
      body: jsonObject.encode(body),
      recorded_at: deps.now,
    })
    .execute();
};

type Version = Pick<StoredDefinition, "id" | "version" | "body">;

/** A stored version as a definition of its kind. */
export const definitionOf = <K extends DefinitionKind>(
  kind: K,
  { id, version, body }: Version,
): Definitions[K] => definitionSchemas[kind].parse({ ...body, id, kind, version });
