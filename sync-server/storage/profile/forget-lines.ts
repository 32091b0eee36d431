import { sql } from "kysely";
import { z } from "zod";
import { type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import { parseExtra } from "#sync-server/storage/json-column.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { People } from "./personal-rows.ts";

/**
 * Takes the free JSON out of the lines of somebody's sales and orders, in which anything may have
 * been written about them ([I14]). What points and counts depend on stays.
 */
export const forgetLines = async (deps: WriteDeps, people: People): Promise<void> => {
  const { tenantId } = deps;
  const theirs = sql`tenant_id = ${tenantId} and profile_id in (${sql.join(people)})`;
  const { rows: lines } = await sql<{ readonly id: number; readonly extra: string }>`
    select id, extra from transaction_items
    where tenant_id = ${tenantId} and extra <> '{}'
      and transaction_id in (select id from transactions where ${theirs})`.execute(deps.sql);
  for (const { id, extra } of lines) {
    const kept = JSON.stringify(keptOf(parseExtra(extra)));
    if (kept === extra) continue;
    await sql`update transaction_items set extra = ${kept}
      where tenant_id = ${tenantId} and id = ${id}`.execute(deps.sql);
  }
  const { rows: orders } = await sql<{ readonly id: number; readonly items: string }>`
    select id, items from orders where ${theirs}`.execute(deps.sql);
  for (const { id, items } of orders) {
    const kept = linesSchema.parse(JSON.parse(items)).map((line) => ({
      ...line,
      extra: keptOf(line.extra),
    }));
    await sql`update orders set items = ${JSON.stringify(kept)}
      where tenant_id = ${tenantId} and id = ${id}`.execute(deps.sql);
  }
};

/** The lines of an order, as far as they concern this. */
const linesSchema = z.array(z.looseObject({ extra: extraSchema }));

const keptOf = ({
  meta: _meta,
  discounts: _discounts,
  product_variant: variant,
  ...extra
}: ExtraFields): ExtraFields =>
  variant === undefined || variant === null
    ? extra
    : { ...extra, product_variant: keptOfVariant(extraSchema.catch({}).parse(variant)) };

/** What conditions on products read of a variant that was sent (`earningSaleOf`). */
const keptOfVariant = (variant: ExtraFields): ExtraFields =>
  Object.fromEntries(
    Object.entries(variant).filter(
      ([name, value]) => READ_OF_VARIANT.has(name) && typeof value === "string",
    ),
  );

const READ_OF_VARIANT: ReadonlySet<string> = new Set([
  ...["title", "sku", "brand", "category", "subcategory"],
]);
