import { sql } from "kysely";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, statement } from "#sync-server/storage/statement.ts";

/** How many benefits of a definition were issued, and how often all of them have been used. */
export type BenefitCounts = { readonly created: number; readonly redeemed: number };

/** Adds to the counts of a definition ([N6]). */
export const addBenefitCounts = async (
  deps: WriteDeps,
  definitionId: DefinitionId,
  { created, redeemed }: BenefitCounts,
): Promise<void> => {
  await upsert(deps, [deps.tenantId, definitionId, created, redeemed]);
};

const upsert = statement(
  `insert into benefit_counts (tenant_id, definition_id, created, redeemed) values (?, ?, ?, ?)
   on conflict (tenant_id, definition_id) do update set
     created = benefit_counts.created + excluded.created,
     redeemed = benefit_counts.redeemed + excluded.redeemed`,
);

/** How often the benefits of a definition have been used; nobody else adds to it until the end. */
export const lockBenefitUses = async (
  deps: WriteDeps,
  definitionId: DefinitionId,
): Promise<number> => {
  await lockNamed(deps, `benefit uses ${deps.tenantId} ${definitionId}`);
  return (await readBenefitCounts(deps, [definitionId])).get(definitionId)?.redeemed ?? 0;
};

/** The counts of these definitions; those of which there has been none are left out. */
export const readBenefitCounts = async (
  deps: ReadDeps,
  definitionIds: readonly DefinitionId[],
): Promise<ReadonlyMap<DefinitionId, BenefitCounts>> => {
  if (definitionIds.length === 0) return new Map();
  const { rows } = await sql<CountRow>`
    select definition_id, created, redeemed from benefit_counts
    where tenant_id = ${deps.tenantId} and definition_id in (${sql.join(definitionIds)})
  `.execute(deps.sql);
  return byDefinition(rows);
};

type CountRow = BenefitCounts & { readonly definition_id: DefinitionId };

const byDefinition = (rows: readonly CountRow[]): ReadonlyMap<DefinitionId, BenefitCounts> =>
  new Map(rows.map(({ definition_id, ...counts }) => [definition_id, counts]));

/** The counts of every definition that has any. */
export const readAllBenefitCounts = async (
  deps: ReadDeps,
): Promise<ReadonlyMap<DefinitionId, BenefitCounts>> =>
  byDefinition(await selectAll(deps, [deps.tenantId]));

const selectAll = statement<CountRow>(
  "select definition_id, created, redeemed from benefit_counts where tenant_id = ?",
);

/** How many entries of each kind there are for a definition, and what they add up to. */
export type EntrySums = {
  readonly definitionId: DefinitionId;
  readonly kind: string;
  readonly entries: number;
  readonly amount: number;
};

/** The entries of all benefits, added up by definition and kind. Reads the whole ledger. */
export const sumBenefitEntries = async (deps: ReadDeps): Promise<readonly EntrySums[]> => {
  const rows = await sumEntries(deps, [deps.tenantId, ...UNITS_OF_USES]);
  return rows.map(({ definition_id: definitionId, ...sums }) => ({ ...sums, definitionId }));
};

const UNITS_OF_USES = entriesOf(UNITS).flatMap(([unit, { precision }]) =>
  precision === "uses" ? [unit] : [],
);

const sumEntries = statement<Omit<EntrySums, "definitionId"> & Pick<CountRow, "definition_id">>(
  `select definition_id, kind, cast(count(*) as bigint) as entries,
     cast(sum(amount) as bigint) as amount
   from ledger_entries
   where tenant_id = ? and unit in (${placeholders(UNITS_OF_USES.length)})
     and definition_id is not null
   group by definition_id, kind`,
);
