import { SYSTEM_DEFAULT } from "#shared/commerce/transaction.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProductId, VariantId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import type { ProductRecord } from "#sync-server/storage/catalogue/product-table.ts";
import {
  readSoldVariants,
  readVariants,
  readVariantsOf,
  type VariantOfProduct,
  variantStore,
} from "#sync-server/storage/catalogue/variant-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { EVERYBODY } from "#sync-server/storage/sync/feed-touch.ts";
import {
  resolveVariants,
  type VariantInput,
  type VariantRefusal,
  writeVariants,
} from "./product-variants.ts";
import { showProduct } from "./show-product.ts";

type Fixed = "id" | "system" | "handle" | "createdAt" | "updatedAt";
type ProductChanges = Changes<Omit<ProductRecord, Fixed>>;

/** A new product. Its handle is generated if missing; it is active unless it says otherwise. */
export type NewProduct = {
  readonly product: ProductChanges & {
    readonly title: string;
    readonly handle?: string | null | undefined;
  };
  readonly variants: readonly VariantInput[];
};

/** Why a product can't be written, in order of precedence. */
export type ProductRefusal =
  | { readonly reason: "product_unknown" }
  | { readonly reason: "external_id_taken" }
  | { readonly reason: "handle_taken" }
  | VariantRefusal;

/** Why a product or variant can't be deleted. */
type RemoveRefusal =
  | { readonly reason: "product_unknown" }
  /** Lines of sales are linked to it. */
  | { readonly reason: "in_use" };

const systemOf = (systems: readonly string[]): string => systems[0] ?? SYSTEM_DEFAULT;

/** Creates a product with its variants ([U2]). */
export const createProduct = async (
  deps: WriteDeps,
  { product: { handle: asked, ...input }, variants }: NewProduct,
): Promise<Result<ProductRecord, ProductRefusal>> => {
  const fields = {
    ...{ status: "active", position: 0, images: [], systems: [], channels: [] },
    ...{ tags: [], options: [], customFields: [] },
    ...definedFields(input),
    title: input.title,
  };
  const system = systemOf(fields.systems);
  const handle = asked ?? deps.newId();
  const isTaken = await productStore.find(deps, { system, externalId: input.externalId ?? null });
  if (isTaken) return err({ reason: "external_id_taken" });
  if (await productStore.find(deps, { handle })) return err({ reason: "handle_taken" });
  const steps = await resolveVariants(deps, null, [], variants);
  if (!steps.ok) return steps;
  const product = await productStore.append(deps, { ...fields, system, handle });
  await writeVariants(deps, product, 0, steps.value);
  deps.happened({
    ...{ kind: "product.created", profileId: null },
    context: { productId: product.id },
  });
  touchProduct(deps, product.id);
  return ok(product);
};

/** Changes the fields of a product that are set, and the variants that are named. */
export const updateProduct = async (
  deps: WriteDeps,
  input: {
    readonly id: ProductId;
    readonly changes: ProductChanges;
    readonly variants: readonly VariantInput[];
  },
): Promise<Result<ProductRecord, ProductRefusal>> => {
  const before = await productStore.lock(deps, { id: input.id });
  if (!before) return err({ reason: "product_unknown" });
  const changed = { ...before, ...definedFields(input.changes) };
  const after = { ...changed, system: systemOf(changed.systems), updatedAt: deps.now };
  const { system, externalId } = after;
  const holder = await productStore.find(deps, { system, externalId });
  if (holder && holder.id !== input.id) return err({ reason: "external_id_taken" });
  const known = await readVariantsOf(deps, [input.id]);
  const steps = await resolveVariants(deps, input.id, known, input.variants);
  if (!steps.ok) return steps;
  await productStore.update(deps, input.id, after);
  await writeVariants(deps, after, known.length, steps.value);
  await productHappened(deps, "product.updated", input.id);
  return ok(after);
};

/**
 * Creates a product, or changes the one that its system knows by this external id. Its handle never
 * changes.
 */
export const putProduct = async (
  deps: WriteDeps,
  input: NewProduct,
): Promise<
  Result<{ readonly product: ProductRecord; readonly isNew: boolean }, ProductRefusal>
> => {
  const { handle: _, ...changes } = input.product;
  const system = systemOf(changes.systems ?? []);
  const known = await productStore.find(deps, { system, externalId: changes.externalId ?? null });
  const put = known
    ? await updateProduct(deps, { id: known.id, changes, variants: input.variants })
    : await createProduct(deps, input);
  return put.ok ? ok({ product: put.value, isNew: known === null }) : put;
};

/** Deletes a product with its variants, unless one has been sold ([U3]). */
export const deleteProduct = async (
  deps: WriteDeps,
  { id }: { readonly id: ProductId },
): Promise<Result<null, RemoveRefusal>> => {
  if (!(await productStore.lock(deps, { id: id }))) return err({ reason: "product_unknown" });
  if ((await readSoldVariants(deps, id)).size > 0) return err({ reason: "in_use" });
  for (const variant of await readVariantsOf(deps, [id]))
    await variantStore.remove(deps, variant.id);
  await productStore.remove(deps, id);
  await productHappened(deps, "product.deleted", id);
  return ok(null);
};

type OneVariant = { readonly productId: ProductId; readonly id: VariantId };

/** Changes the fields of a variant that are set. */
export const updateVariant = async (
  deps: WriteDeps,
  { productId, id, changes }: OneVariant & { readonly changes: VariantInput },
): Promise<Result<VariantOfProduct, VariantRefusal>> => {
  const product = await productStore.lock(deps, { id: productId });
  if (!product) return err({ reason: "variant_unknown", at: 0 });
  const known = await readVariantsOf(deps, [productId]);
  const steps = await resolveVariants(deps, productId, known, [{ ...changes, id }]);
  if (!steps.ok) return steps;
  await writeVariants(deps, product, known.length, steps.value);
  await productHappened(deps, "product.updated", productId);
  const written = (await readVariants(deps, [id])).get(id);
  return ok(assertDefined(written, "the variant just written"));
};

/** Deletes a variant, unless it has been sold ([U3]). */
export const deleteVariant = async (
  deps: WriteDeps,
  { productId, id }: OneVariant,
): Promise<
  Result<
    null,
    { readonly reason: "variant_unknown"; readonly at: number } | { readonly reason: "in_use" }
  >
> => {
  await productStore.lock(deps, { id: productId });
  const known = await readVariantsOf(deps, [productId]);
  if (!known.some((each) => each.id === id)) return err({ reason: "variant_unknown", at: 0 });
  if ((await readSoldVariants(deps, productId)).has(id)) return err({ reason: "in_use" });
  await variantStore.remove(deps, id);
  await productHappened(deps, "product.updated", productId);
  return ok(null);
};

/** Records the event of a product that lists and devices may show. */
const productHappened = async (
  deps: WriteDeps,
  kind: "product.updated" | "product.deleted",
  productId: ProductId,
): Promise<void> => {
  deps.happened({ kind, profileId: null, context: { productId } });
  touchProduct(deps, productId, kind === "product.deleted");
  await showProduct(deps, productId);
};

/** Puts a product in the feed of every device ([S30]). */
const touchProduct = (deps: WriteDeps, productId: ProductId, isDeleted = false): void =>
  deps.touched({
    ...{ collection: "products", docId: String(productId), isDeleted },
    ...{ scope: EVERYBODY, locationId: null },
  });
