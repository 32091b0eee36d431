import type { ProductId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { VariantRecord } from "#sync-server/storage/catalogue/product-table.ts";
import {
  findVariantsBySku,
  readSoldVariants,
  variantStore,
} from "#sync-server/storage/catalogue/variant-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

type Fixed = "id" | "productId" | "createdAt" | "updatedAt";

/** A variant as it was sent: what is undefined stays, or has its default if it is new. */
export type VariantInput = Changes<Omit<VariantRecord, Fixed>> & { readonly id?: number | null };

/** Why variants can't be written, in order of precedence. `at` is which of those sent. */
export type VariantRefusal = { readonly at: number } & (
  | { readonly reason: "variant_unknown" }
  /** Two of those sent mean the same. */
  | { readonly reason: "variant_twice" }
  | { readonly reason: "sku_taken" }
  | { readonly reason: "variant_id_taken" }
  /** Lines are linked to it by its SKU. */
  | { readonly reason: "sku_sold" }
);

/** What is to be written: a variant that there is, or null for a new one, and its fields. */
type Step = { readonly known: VariantRecord | null; readonly sent: VariantInput };

/**
 * Which variants of a product those sent mean: by their id, or else by their external id, or else
 * by their SKU ([U2]). `known` are all that the product has.
 */
export const resolveVariants = async (
  deps: ReadDeps,
  productId: ProductId | null,
  known: readonly VariantRecord[],
  sent: readonly VariantInput[],
): Promise<Result<readonly Step[], VariantRefusal>> => {
  const steps = sent.map((each) => ({ known: meantBy(each, known), sent: each }));
  const skus = sent.flatMap(({ sku }) => sku ?? []);
  const holders = await findVariantsBySku(deps, skus);
  const changesSku = steps.some((step) => step.known && isChanged(step.known.sku, step.sent.sku));
  const sold = productId !== null && changesSku ? await readSoldVariants(deps, productId) : null;
  for (const [at, step] of steps.entries()) {
    const { id, sku, externalId } = step.sent;
    const others = known.filter((each) => each.id !== step.known?.id);
    if (id && !step.known) return err({ reason: "variant_unknown", at });
    if (steps.slice(0, at).some((earlier) => isSame(earlier, step))) {
      return err({ reason: "variant_twice", at });
    }
    if (holders.some((each) => each.sku === sku && each.id !== step.known?.id)) {
      return err({ reason: "sku_taken", at });
    }
    if (externalId && others.some((each) => each.externalId === externalId)) {
      return err({ reason: "variant_id_taken", at });
    }
    if (step.known && isChanged(step.known.sku, sku) && sold?.has(step.known.id)) {
      return err({ reason: "sku_sold", at });
    }
  }
  return ok(steps);
};

const meantBy = (
  { id, externalId, sku }: VariantInput,
  known: readonly VariantRecord[],
): VariantRecord | null => {
  if (id) return known.find((each) => each.id === id) ?? null;
  const byExternalId = externalId && known.find((each) => each.externalId === externalId);
  return byExternalId || (sku ? (known.find((each) => each.sku === sku) ?? null) : null);
};

/** The SKU that a change would take from a variant. */
const isChanged = (before: string | null, after: string | null | undefined): boolean =>
  before !== null && after !== undefined && before !== after;

const isSame = (a: Step, b: Step): boolean =>
  (a.known !== null && a.known.id === b.known?.id) ||
  isSameText(a.sent.sku, b.sent.sku) ||
  isSameText(a.sent.externalId, b.sent.externalId);

const isSameText = (a: string | null | undefined, b: string | null | undefined): boolean =>
  Boolean(a) && a === b;

/**
 * Writes variants of a product. A new one is called like the product, and comes after the others.
 */
export const writeVariants = async (
  deps: WriteDeps,
  product: { readonly id: ProductId; readonly title: string },
  count: number,
  steps: readonly Step[],
): Promise<void> => {
  let position = count;
  for (const { known, sent } of steps) {
    const { id: _, ...changes } = sent;
    const fields = definedFields(changes);
    if (known) {
      await variantStore.update(deps, known.id, fields);
    } else {
      await variantStore.append(deps, {
        ...{ title: product.title, position, priceCents: ZERO_CENTS },
        ...{ images: [], meta: null, tags: [], options: [] },
        ...fields,
        productId: product.id,
      });
      position += 1;
    }
  }
};
