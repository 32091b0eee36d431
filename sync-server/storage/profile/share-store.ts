import { sql } from "kysely";
import type { ProfileId, ShareId } from "#shared/kernel/ids.ts";
import type { ShareSource } from "#shared/profile/share.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { hasRow } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { shareTable, shareUseTable } from "./share-table.ts";

export const shareStore = recordStore(shareTable);
export const shareUseStore = recordStore(shareUseTable);

/** Where what a share points at is kept; `kind` is of those that share a table. */
type Place = {
  readonly table: keyof Tables;
  readonly key: string;
  readonly kind?: readonly [column: string, value: string];
};

const lotOf = (unit: string): Place => ({ table: "lots", key: "number", kind: ["unit", unit] });
const definitionOf = (kind: string): Place => ({
  ...{ table: "definitions", key: "id", kind: ["kind", kind] },
});

const SOURCES: Readonly<Record<ShareSource, Place>> = {
  profile: { table: "profiles", key: "id" },
  product: { table: "products", key: "id" },
  product_variant: { table: "product_variants", key: "id" },
  transaction: { table: "transactions", key: "id" },
  reward: lotOf("reward"),
  point: lotOf("point"),
  benefit: lotOf("benefit"),
  credit: lotOf("credit"),
  list: { table: "lists", key: "id" },
  reward_definition: definitionOf("reward"),
  point_definition: definitionOf("point"),
  benefit_definition: definitionOf("benefit"),
  credit_definition: definitionOf("credit"),
  tier_definition: definitionOf("tier"),
  achievement_definition: definitionOf("achievement"),
};

/** Whether there is what a share points at. */
export const isShareSource = async (
  deps: ReadDeps,
  type: ShareSource,
  id: string,
): Promise<boolean> => {
  const { table, key, kind } = SOURCES[type];
  if (table !== "profiles" && !/^[1-9]\d{0,14}$/.test(id)) return false;
  const ofKind = kind ? sql`and ${sql.ref(kind[0])} = ${kind[1]}` : sql``;
  const value = table === "profiles" ? id.toLowerCase() : Number(id);
  return hasRow(deps, table, sql`${sql.ref(key)} = ${value} ${ofKind}`);
};

/** Whether a profile has used a share. */
export const hasUsedShare = (
  deps: ReadDeps,
  shareId: ShareId,
  profileId: ProfileId,
): Promise<boolean> =>
  hasRow(deps, "share_uses", sql`share_id = ${shareId} and profile_id = ${profileId}`);

/** Whether anybody has used a share. */
export const isShareUsed = (deps: ReadDeps, shareId: ShareId): Promise<boolean> =>
  hasRow(deps, "share_uses", sql`share_id = ${shareId}`);

/** How many others have used the shares of each profile ([I21]); nothing for none. */
export const countReferred = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, number>> => {
  if (profileIds.length === 0) return new Map();
  const { rows } = await sql<{ readonly id: ProfileId; readonly referred: number }>`
    select shares.profile_id as id, count(distinct uses.profile_id) as referred
    from shares join share_uses as uses
      on uses.tenant_id = shares.tenant_id and uses.share_id = shares.id
    where shares.tenant_id = ${deps.tenantId}
      and shares.profile_id in (${sql.join(profileIds)})
      and uses.profile_id <> shares.profile_id
    group by shares.profile_id
  `.execute(deps.sql);
  return new Map(rows.map(({ id, referred }) => [id, Number(referred)]));
};
