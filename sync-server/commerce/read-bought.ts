import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import {
  readVariants,
  type VariantOfProduct,
} from "#sync-server/storage/catalogue/variant-store.ts";
import { type LinesBought, readLinesBought } from "#sync-server/storage/commerce/bought-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A variant that a profile has bought, with how many of it. */
export type BoughtVariant = {
  readonly id: number;
  readonly productId: number;
  readonly sku: string;
  readonly title: string;
  readonly bought: number;
  readonly returned: number;
  readonly net: number;
  readonly lines: number;
  readonly latestAt: Instant;
  readonly ofProduct: { readonly bought: number; readonly returned: number };
  readonly locationTypes: readonly string[];
  readonly variant: VariantOfProduct;
};

/**
 * The variants that lines of a profile's transactions are linked to, the latest first ([U4]). Void
 * transactions and lines don't count.
 */
export const readBought = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly BoughtVariant[]> => {
  const all = await readLinesBought(deps, profileId);
  const locationIds = new Set(all.flatMap(({ locationId }) => locationId ?? []));
  const [variants, locations] = await Promise.all([
    readVariants(
      deps,
      all.map(({ variantId }) => variantId),
    ),
    locationStore.readAll(deps, [...locationIds]),
  ]);
  const typeOf = new Map(locations.map(({ id, type }) => [id, type]));
  const bought = [...Map.groupBy(all, ({ variantId }) => variantId)].flatMap(([id, rows]) => {
    const variant = variants.get(id);
    return variant ? [{ variant, rows }] : [];
  });
  return bought
    .map(({ variant, rows }) => ({
      id: variant.id,
      productId: variant.productId,
      sku: variant.sku ?? "",
      title: variant.title,
      ...quantitiesOf(rows),
      net: rounded(sum(rows, (row) => row.bought - row.returned)),
      lines: sum(rows, (row) => row.lines),
      latestAt: latestOf(rows),
      ofProduct: quantitiesOf(
        bought.flatMap((each) => (each.variant.productId === variant.productId ? each.rows : [])),
      ),
      locationTypes: [...new Set(rows.flatMap((row) => typeAt(typeOf, row) ?? []))].sort(),
      variant,
    }))
    .sort((a, b) => b.latestAt - a.latestAt || a.id - b.id);
};

const quantitiesOf = (rows: readonly LinesBought[]) => ({
  bought: rounded(sum(rows, (row) => row.bought)),
  returned: rounded(sum(rows, (row) => row.returned)),
});

const sum = (rows: readonly LinesBought[], of: (row: LinesBought) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** Quantities have four decimals, and their sum some noise. */
const rounded = (quantity: number): number => Math.round(quantity * 10_000) / 10_000;

const latestOf = (rows: readonly LinesBought[]): Instant =>
  instant(Math.max(...rows.map((row) => row.latestAt)));

const typeAt = (
  typeOf: ReadonlyMap<number, string | null>,
  { locationId }: LinesBought,
): string | null => (locationId === null ? null : (typeOf.get(locationId) ?? null));
