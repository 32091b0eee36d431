import { sql } from "kysely";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";

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
  await lock(deps, [`benefit uses ${deps.tenantId} ${definitionId}`]);
  return (await readBenefitCounts(deps, [definitionId])).get(definitionId)?.redeemed ?? 0;
};

// By name, because the first use has no row to lock yet, and a refusal must write none.
const lock = statement(({ lockNamed }) => lockNamed);

/** The counts of these definitions; those of which there has been none are left out. */
export const readBenefitCounts = async (
  deps: ReadDeps,
  definitionIds: readonly DefinitionId[],
): Promise<ReadonlyMap<DefinitionId, BenefitCounts>> => {
  if (definitionIds.length === 0) return new Map();
  const { rows } = await sql<{ definition_id: DefinitionId } & BenefitCounts>`
    select definition_id, created, redeemed from benefit_counts
    where tenant_id = ${deps.tenantId} and definition_id in (${sql.join(definitionIds)})
  `.execute(deps.sql);
  return new Map(
    rows.map(({ definition_id, created, redeemed }) => [definition_id, { created, redeemed }]),
  );
};
