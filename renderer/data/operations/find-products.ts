import { clientelingRules, heldOf } from "#renderer/data/query/clienteling-view.ts";
import {
  readClientelingById,
  readClientelingFacts,
  readProductsById,
  readTransactionsById,
} from "#renderer/data/query/fact-queries.ts";
import type { ProductPage, ProductPeople, ProductPerson } from "#renderer/data/views.ts";
import type { KeyedCollection } from "#renderer/data/worker/keyed-by-product.ts";
import { codesOf, type HeldProduct } from "#shared/catalogue/held-product.ts";
import type { HeldItem } from "#shared/clienteling/held-list.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { type ProductId, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { bestIdentifierMatches } from "#shared/profile/identifier.ts";
import { type CommandKind, profileIdOf } from "#shared/sync/command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { projectPendingClienteling } from "#shared/sync/pending.ts";
import { type ProductTopic, productKeysUnder } from "#shared/sync/product-key.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import type { OperationDeps } from "./operation-deps.ts";

type Deps = Pick<OperationDeps, "cache" | "products">;

/** So many products may share a code. */
const CODES_MAX = 50;
/** So many sales, and lists, are looked through for each of a product's codes. */
const NAMING_MAX = 200;
/** So many people are shown. */
const PEOPLE_MAX = 50;

/**
 * The products that a typed text may mean, best first: those with this code, or else those that the
 * index finds ([S30]).
 */
export const searchProducts = async (
  deps: Deps,
  text: string,
  limit: number,
): Promise<readonly HeldProduct[]> => {
  const coded = await findProductsByCode(deps, text);
  if (coded.length > 0) return coded.slice(0, limit);
  const hits = await deps.products.search(text, limit);
  return readProductsById(
    deps.cache(),
    hits.map(({ id }) => id),
  );
};

/**
 * The products with a code that was scanned or typed, as cards are found (DOMAIN §3.4): one that
 * is exactly it leaves out those that are alike.
 */
export const findProductsByCode = async (
  deps: Deps,
  code: string,
): Promise<readonly HeldProduct[]> => {
  const ids = await idsUnder(deps, "products", { code }, CODES_MAX);
  const products = await readProductsById(deps.cache(), ids);
  return bestIdentifierMatches(code, products, codesOf).found;
};

/** Some products by title, and how many there are. */
export const listProducts = async (
  deps: Deps,
  page: { readonly offset: number; readonly limit: number },
): Promise<ProductPage> => {
  const { count, ids } = await deps.products.list(page);
  return { count, products: await readProductsById(deps.cache(), ids) };
};

/**
 * Who has bought a product, less what they brought back, and on whose lists it is, the latest first
 * in each: of what this device holds, with pending commands on top.
 */
export const readProductPeople = async (
  deps: Deps & Pick<OperationDeps, "outbox" | "config" | "time">,
  productId: ProductId,
): Promise<ProductPeople> => {
  const [product] = await readProductsById(deps.cache(), [String(productId)]);
  if (!product) return { bought: [], wants: [] };
  const [bought, wants] = await Promise.all([
    readBuyers(deps, product),
    readWanting(deps, product),
  ]);
  const ids = [...new Set([...bought, ...wants].map(({ profileId }) => profileId))];
  const profiles = await readCurrentProfiles(deps, ids);
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  const shown = (people: readonly Named[]): readonly ProductPerson[] =>
    people
      .flatMap(({ profileId, ...rest }) => {
        const profile = byId.get(profileId);
        return profile ? [{ profile, ...rest }] : [];
      })
      .slice(0, PEOPLE_MAX);
  return { bought: shown(bought), wants: shown(wants) };
};

const LISTS_CHANGED: ReadonlySet<CommandKind> = new Set<CommandKind>([
  "create_list",
  "add_list_item",
  "change_list_item",
  "remove_list_item",
]);

const isOf =
  ({ id, variants }: HeldProduct) =>
  ({ productId, productVariantId }: HeldItem): boolean =>
    productId === id || variants.some((variant) => variant.id === productVariantId);

type Named = Omit<ProductPerson, "profile"> & { readonly profileId: ProfileId };

const readBuyers = async (deps: Deps, product: HeldProduct): Promise<readonly Named[]> => {
  const topics = product.variants.flatMap(({ sku, barcode }): readonly ProductTopic[] => [
    ...(sku ? [{ sku }] : []),
    ...(barcode ? [{ barcode }] : []),
  ]);
  const ids = await Promise.all(
    topics.map((topic) => idsUnder(deps, "transactions", topic, NAMING_MAX)),
  );
  const sales = await readTransactionsById(deps.cache(), [...new Set(ids.flat())]);
  const newestFirst = sales
    .filter(({ isVoid }) => !isVoid)
    .toSorted((a, b) => b.transactedAt - a.transactedAt);
  const buyers = [...new Set(newestFirst.map(({ profileId }) => profileId))];
  return buyers.flatMap((profileId) => {
    const own = newestFirst.filter((sale) => sale.profileId === profileId);
    const lines = own.flatMap((sale) => linesOf(sale, product).map((line) => ({ ...line, sale })));
    const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
    const latest = lines.find((line) => line.quantity > 0);
    if (quantity <= 0 || !latest) return [];
    return [
      {
        ...{ profileId, at: latest.sale.transactedAt, quantity, isPending: false },
        variant: latest.variant,
      },
    ];
  });
};

/** The lines of a sale that are of this product, each with which variant it is. */
const linesOf = ({ items }: Transaction, { title, variants }: HeldProduct) =>
  items.flatMap(({ sku, barcode, quantity }) => {
    const variant = variants.find(
      (each) => (sku && each.sku === sku) || (barcode && each.barcode === barcode),
    );
    return variant ? [{ quantity, variant: variant.title === title ? null : variant.title }] : [];
  });

const readWanting = async (
  deps: Deps & Pick<OperationDeps, "outbox" | "config" | "time">,
  product: HeldProduct,
): Promise<readonly Named[]> => {
  const cache = deps.cache();
  const commands = commandsOnTop(deps.outbox.entries$.value);
  const changed = commands.filter(({ kind }) => LISTS_CHANGED.has(kind));
  const changedIds = [...new Set(changed.flatMap((command) => profileIdOf(command) ?? []))];
  const ids = await idsUnder(deps, "clienteling", { productId: product.id }, NAMING_MAX);
  const [found, ...ofChanged] = await Promise.all([
    readClientelingById(cache, ids),
    ...changedIds.map((profileId) => readClientelingFacts(cache, profileId)),
  ]);
  const holders = [...new Set(found.map(({ profileId }) => profileIdSchema.parse(profileId)))];
  const rules = clientelingRules(deps.config(), deps.time.now());
  const wanting = (facts: typeof found, profileId: ProfileId, isPending: boolean) => {
    const { lists } = projectPendingClienteling(profileId, heldOf(facts), commands, rules);
    const items = lists.flatMap(({ items: all }) => all.filter(isOf(product)));
    const [first] = items;
    if (!first) return [];
    const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
    const title = product.variants.find(({ id }) => id === first.productVariantId)?.title;
    const variant = title === undefined || title === product.title ? null : title;
    return [{ ...{ profileId, at: null, quantity, isPending }, variant }];
  };
  return [
    ...changedIds.flatMap((profileId, at) => wanting(ofChanged[at] ?? [], profileId, true)),
    ...holders
      .filter((id) => !changedIds.includes(id))
      .flatMap((id) => {
        const own = found.filter(({ profileId }) => profileId === id);
        return wanting(own, id, false);
      }),
  ];
};

const idsUnder = (
  { products }: Pick<Deps, "products">,
  collection: KeyedCollection,
  topic: ProductTopic,
  limit: number,
): Promise<readonly string[]> => {
  const [from, to] = productKeysUnder(topic);
  return products.under(collection, { from, to, limit });
};
