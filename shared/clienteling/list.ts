import type { z } from "zod";
import type { ListDefinition } from "#shared/incentive/list-definition.ts";
import type { LocationId, ProductId, TransactionItemId, VariantId } from "#shared/kernel/ids.ts";
import type { Changes } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** What a list may do (SPEC.md [X10]). */
export type ListPowers = Pick<
  ListDefinition,
  | "allowShare"
  | "allowReserve"
  | "allowQuantity"
  | "allowCustomProduct"
  | "allowEdit"
  | "allowDelete"
>;

/** Of a list without a definition: anything but being shown to others. */
const WITHOUT_DEFINITION: ListPowers = {
  allowShare: false,
  allowReserve: false,
  allowQuantity: true,
  allowCustomProduct: true,
  allowEdit: true,
  allowDelete: true,
};

/** What a list of this definition, or of none, may do. */
export const powersOf = (definition: ListPowers | null): ListPowers =>
  definition ?? WITHOUT_DEFINITION;

/** Why there can't be another list of a definition; null if there can ([X10]). */
export const problemOfNewList = (
  definition: Pick<ListDefinition, "isPublished" | "isActive" | "allowNew"> | null | undefined,
): { readonly reason: "definition_unknown" | "new_not_allowed" } | null => {
  if (!definition?.isPublished || !definition.isActive) return { reason: "definition_unknown" };
  return definition.allowNew ? null : { reason: "new_not_allowed" };
};

export const LIST_ITEMS_MAX = 500;
export const LIST_QUANTITY_MAX = 9999;

export type TooManyItems = { readonly reason: "too_many_items"; readonly max: number };

/** Why a list can't have so many items; null if it can. */
export const problemOfCount = (items: number): TooManyItems | null =>
  items > LIST_ITEMS_MAX ? { reason: "too_many_items", max: LIST_ITEMS_MAX } : null;

export type ItemReserved = { readonly reason: "item_reserved"; readonly reserved: number };

/** Why an item of which so many are reserved can't go; null if it can ([X13]). */
export const problemOfRemoval = (reserved: number): ItemReserved | null =>
  reserved > 0 ? { reason: "item_reserved", reserved } : null;

/** What an item is, and how many of it are wanted. */
export type ItemContent = {
  readonly productId: ProductId | null;
  readonly productVariantId: VariantId | null;
  /** A category of the caller's own. */
  readonly productCategoryId: number | null;
  readonly customProduct: z.core.util.JSONType;
  readonly quantity: number;
  readonly position: number | null;
  readonly status: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
  /** The line of a transaction that bought it. */
  readonly transactionItemId: TransactionItemId | null;
  readonly locationId: LocationId | null;
  readonly meta: z.core.util.JSONType;
};

/** What a new item is where it says nothing. */
export const NEW_ITEM: ItemContent = {
  productId: null,
  productVariantId: null,
  productCategoryId: null,
  customProduct: null,
  quantity: 1,
  position: null,
  status: null,
  source: null,
  externalId: null,
  transactionItemId: null,
  locationId: null,
  meta: null,
};

/** Why an item can't be like this, in order of precedence. */
export type ItemProblem =
  | { readonly reason: "item_empty" }
  | { readonly reason: "item_twofold" }
  | { readonly reason: "custom_product_not_allowed" }
  | { readonly reason: "quantity_not_allowed" }
  /** More of it are reserved than there would be ([X13]). */
  | { readonly reason: "quantity_reserved"; readonly reserved: number };

/** What decides whether an item may be in a list. */
type JudgedItem = Pick<
  ItemContent,
  "productId" | "productVariantId" | "productCategoryId" | "customProduct" | "quantity"
>;

/**
 * What is wrong with an item of a list that has these others, and of which so many are reserved;
 * null if nothing is. What it had before, it may keep, whatever its definition says by now. Where a
 * list takes one of each, another item of the same product or variant is a second one ([X10]).
 */
export const problemOfItem = (
  item: JudgedItem,
  powers: ListPowers,
  {
    before,
    others,
    reserved,
  }: {
    readonly before: JudgedItem | null;
    readonly others: readonly JudgedItem[];
    readonly reserved: number;
  },
): ItemProblem | null => {
  const { productId, productVariantId, productCategoryId, customProduct, quantity } = item;
  const isKnown = productId !== null || productVariantId !== null;
  const isCustom = customProduct !== null;
  if (!isKnown && !isCustom && productCategoryId === null) return { reason: "item_empty" };
  if (isKnown && isCustom) return { reason: "item_twofold" };
  if (isCustom && !powers.allowCustomProduct && (before?.customProduct ?? null) === null) {
    return { reason: "custom_product_not_allowed" };
  }
  const isNow = before === null || !isSameProduct(before, item);
  const isSecond = isNow && others.some((each) => isSameProduct(each, item));
  const isMore = quantity > Math.max(1, before?.quantity ?? 1);
  if ((isMore || isSecond) && !powers.allowQuantity) {
    return { reason: "quantity_not_allowed" };
  }
  return quantity < reserved ? { reason: "quantity_reserved", reserved } : null;
};

/** Whether two items are of one variant, or of one product without saying which. */
const isSameProduct = (one: JudgedItem, other: JudgedItem): boolean =>
  one.productVariantId === other.productVariantId &&
  (one.productVariantId !== null || (one.productId !== null && one.productId === other.productId));

/** What an item is looked up by in its list. */
type Known = Pick<
  ItemContent,
  "productId" | "productVariantId" | "externalId" | "customProduct"
> & { readonly id: number };
type Sent = Changes<Omit<Known, "id">> & { readonly id?: number | null };

/**
 * Which item of a list each that was sent means: that of its id, or else of its external id, or
 * else the one of the same variant or product; null for a new one ([X11]). Refuses an id that the
 * list hasn't got, and two that mean one item.
 */
export const matchItems = <K extends Known>(
  known: readonly K[],
  sent: readonly Sent[],
): Result<
  readonly (K | null)[],
  { readonly reason: "item_unknown" | "item_twice"; readonly at: number }
> => {
  const matched: (K | null)[] = [];
  for (const [at, item] of sent.entries()) {
    const found = known.find((each) => means(item, each)) ?? null;
    if (!found && typeof item.id === "number") return err({ reason: "item_unknown", at });
    if (found && matched.includes(found)) return err({ reason: "item_twice", at });
    matched.push(found);
  }
  return ok(matched);
};

const means = ({ id, externalId, productId, productVariantId }: Sent, known: Known): boolean => {
  if (typeof id === "number") return known.id === id;
  if (externalId) return known.externalId === externalId;
  if (known.externalId !== null || known.customProduct !== null) return false;
  const variant = productVariantId ?? null;
  if (variant !== null) return known.productVariantId === variant;
  return (
    typeof productId === "number" &&
    known.productVariantId === null &&
    known.productId === productId
  );
};

/** The handle of a list that says none, from its name. */
export const handleFrom = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, HANDLE_MAX) || "list";

const HANDLE_MAX = 80;

/** A handle that no other list of the profile has: with a number, if that one is taken ([X12]). */
export const freeHandle = (handle: string, taken: readonly string[]): string => {
  if (!taken.includes(handle)) return handle;
  let number = 2;
  while (taken.includes(`${handle}-${number}`)) number += 1;
  return `${handle}-${number}`;
};
