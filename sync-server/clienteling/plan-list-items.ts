import {
  type ItemContent,
  type ItemProblem,
  type ItemReserved,
  type ListPowers,
  matchItems,
  NEW_ITEM,
  problemOfCount,
  problemOfItem,
  problemOfRemoval,
  type TooManyItems,
} from "#shared/clienteling/list.ts";
import type { ListId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import type { VariantRecord } from "#sync-server/storage/catalogue/product-table.ts";
import {
  findVariantsByBarcode,
  findVariantsBySku,
  variantStore,
} from "#sync-server/storage/catalogue/variant-store.ts";
import { readItemsOf, readReservedOf } from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord } from "#sync-server/storage/clienteling/list-table.ts";
import { readItem } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** An item as it was sent: what is undefined stays. */
export type SentItem = Changes<ItemContent> & {
  readonly id: number | null;
  /** Of the variant, if its id isn't sent. */
  readonly sku: string | null;
  readonly barcode: string | null;
};

/** Why items can't be written, in order of precedence; `at` is the place in what was sent. */
export type ItemRefusal = { readonly at: number } & (
  | {
      readonly reason:
        | "product_unknown"
        | "variant_unknown"
        | "item_location_unknown"
        | "line_unknown";
    }
  | { readonly reason: "item_unknown" | "item_twice" }
  | ItemProblem
);
/** Why a list can't hold what was sent. */
export type ItemsRefusal =
  | ItemRefusal
  | TooManyItems
  /** One that would go is reserved. */
  | ItemReserved;

/** What an item will be, and was. */
export type ItemStep = { readonly before: ListItemRecord | null; readonly after: ItemContent };

/** What will become of the items of a list. */
export type ItemPlan = {
  readonly steps: readonly ItemStep[];
  readonly removed: readonly ListItemRecord[];
};

/** What one item will be, in a list with these others. */
export const planItem = async (
  deps: ReadDeps,
  powers: ListPowers,
  {
    before,
    others,
    sent,
  }: {
    readonly before: ListItemRecord | null;
    readonly others: readonly ItemContent[];
    readonly sent: SentItem;
  },
): Promise<Result<ItemStep, ItemRefusal>> => {
  const resolved = await resolveItems(deps, [sent]);
  if (!resolved.ok) return resolved;
  const reserved = await readReservedOf(deps, before ? [before.id] : []);
  return stepOf(powers, { before, others, changes: resolved.value[0] ?? {}, reserved, at: 0 });
};

/**
 * What will become of the items of a list: those that aren't sent go, unless others are kept
 * ([X11]).
 */
export const planItems = async (
  deps: ReadDeps,
  listId: ListId | null,
  powers: ListPowers,
  { items, keepsOthers }: { readonly items: readonly SentItem[]; readonly keepsOthers: boolean },
): Promise<Result<ItemPlan, ItemsRefusal>> => {
  const known = listId === null ? [] : await readItemsOf(deps, [listId]);
  const resolved = await resolveItems(deps, items);
  if (!resolved.ok) return resolved;
  const matched = matchItems(known, resolved.value);
  if (!matched.ok) return matched;
  const removed = keepsOthers ? [] : known.filter((each) => !matched.value.includes(each));
  const added = matched.value.filter((each) => each === null).length;
  const tooMany = problemOfCount(known.length - removed.length + added);
  if (tooMany) return err(tooMany);
  const reserved = await readReservedOf(
    deps,
    known.map(({ id }) => id),
  );
  const steps: ItemStep[] = [];
  const untouched = keepsOthers ? known.filter((each) => !matched.value.includes(each)) : [];
  for (const [at, changes] of resolved.value.entries()) {
    const before = matched.value[at] ?? null;
    const others = [...untouched, ...steps.map(({ after }) => after)];
    const step = stepOf(powers, { before, others, changes, reserved, at });
    if (!step.ok) return step;
    steps.push(step.value);
  }
  const problem = problemOfRemovals(removed, reserved);
  return problem ? err(problem) : ok({ steps, removed });
};

/** Why these items can't go; null if they can. */
export const problemOfRemovals = (
  items: readonly ListItemRecord[],
  reserved: ReadonlyMap<number, number>,
): ItemReserved | null =>
  items.map(({ id }) => problemOfRemoval(reserved.get(id) ?? 0)).find((each) => each !== null) ??
  null;

type Resolved = Changes<ItemContent> & { readonly id?: number | null };

const stepOf = (
  powers: ListPowers,
  {
    before,
    others,
    changes: { id: _, ...changes },
    reserved,
    at,
  }: {
    readonly before: ListItemRecord | null;
    readonly others: readonly ItemContent[];
    readonly changes: Resolved;
    readonly reserved: ReadonlyMap<number, number>;
    readonly at: number;
  },
): Result<ItemStep, ItemRefusal> => {
  const after = { ...NEW_ITEM, ...before, ...definedFields(changes) };
  const held = before ? (reserved.get(before.id) ?? 0) : 0;
  const problem = problemOfItem(after, powers, { before, others, reserved: held });
  return problem ? err({ ...problem, at }) : ok({ before, after });
};

/** What items name, looked up for all of them at once. */
const resolveItems = async (
  deps: ReadDeps,
  sent: readonly SentItem[],
): Promise<Result<readonly Resolved[], ItemRefusal>> => {
  const all = <T>(of: (item: SentItem) => T | null | undefined): readonly T[] => [
    ...new Set(sent.flatMap((item) => of(item) ?? [])),
  ];
  const [products, variants, bySku, byBarcode, locations] = await Promise.all([
    productStore.readAll(
      deps,
      all((each) => each.productId),
    ),
    variantStore.readAll(
      deps,
      all((each) => each.productVariantId),
    ),
    findVariantsBySku(
      deps,
      all((each) => each.sku),
    ),
    findVariantsByBarcode(
      deps,
      all((each) => each.barcode),
    ),
    locationStore.readAll(
      deps,
      all((each) => each.locationId),
    ),
  ]);
  const resolved: Resolved[] = [];
  for (const [at, { sku, barcode, ...item }] of sent.entries()) {
    const { productId, productVariantId, locationId } = item;
    const product = productId ? products.find(({ id }) => id === productId) : null;
    if (product === undefined) return err({ reason: "product_unknown", at });
    const variant = theSame([
      ...(productVariantId ? [variants.find(({ id }) => id === productVariantId)] : []),
      ...(sku === null ? [] : [bySku.find((each) => each.sku === sku)]),
      ...(barcode === null ? [] : [byBarcode.find((each) => each.barcode === barcode)]),
    ]);
    if (variant === undefined || (variant && product && variant.productId !== product.id)) {
      return err({ reason: "variant_unknown", at });
    }
    if (locationId && locations.every(({ id }) => id !== locationId)) {
      return err({ reason: "item_location_unknown", at });
    }
    const { transactionItemId: lineId } = item;
    if (lineId && !(await readItem(deps, lineId))) return err({ reason: "line_unknown", at });
    // A product alone is any of its variants.
    const named = variant
      ? { productId: variant.productId, productVariantId: variant.id }
      : product
        ? { productVariantId: null }
        : {};
    resolved.push({ ...item, ...named });
  }
  return ok(resolved);
};

/** The one variant that all of these are; null for none, undefined if one is unknown or another. */
const theSame = (
  found: readonly (VariantRecord | undefined)[],
): VariantRecord | null | undefined => {
  const [first = null] = found;
  return found.every((each) => each !== undefined && each.id === first?.id) ? first : undefined;
};
