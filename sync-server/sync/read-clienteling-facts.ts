import type { ConnectionSide } from "#shared/clienteling/connection.ts";
import { type HeldItem, type HeldList, madeRef } from "#shared/clienteling/held-list.ts";
import { heldClaimSchema } from "#shared/commerce/held-claim.ts";
import {
  interactionIdSchema,
  type ListId,
  listIdSchema,
  overruledEditIdSchema,
  type ProductId,
  profileIdSchema,
  transactionClaimIdSchema,
  visitIdSchema,
} from "#shared/kernel/ids.ts";
import { distinct, namesOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ClientelingFact, ClientelingFactOf, ClientelingKind } from "#shared/sync/facts.ts";
import { productKey } from "#shared/sync/product-key.ts";
import { reverseAtOf } from "#shared/sync/reverse-at.ts";
import { type ClientelingIdKind, clientelingId } from "#sync-server/profile/profile-touch.ts";
import { pictureOfProduct } from "#sync-server/storage/catalogue/product-picture.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import type { ProductRecord, VariantRecord } from "#sync-server/storage/catalogue/product-table.ts";
import { variantStore } from "#sync-server/storage/catalogue/variant-store.ts";
import { readLivingConnections } from "#sync-server/storage/clienteling/connection-store.ts";
import type { ConnectionRecord } from "#sync-server/storage/clienteling/connection-table.ts";
import { interactionStore } from "#sync-server/storage/clienteling/interaction-store.ts";
import {
  listStore,
  readItemsOf,
  readReservedOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord, ListRecord } from "#sync-server/storage/clienteling/list-table.ts";
import { visitStore } from "#sync-server/storage/clienteling/visit-store.ts";
import { readClaimsWithoutSale } from "#sync-server/storage/commerce/transaction-claim-store.ts";
import { overruledEditStore } from "#sync-server/storage/profile/overruled-edit-store.ts";
import { readAliases } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The facts with these ids. Reads only the kinds that are asked for. */
export const readClientelingFacts = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly ClientelingFact[]> => {
  const numbersOf: NumbersOf = (kind) =>
    ids.filter((id) => id.startsWith(`${kind}:`)).map((id) => Number(id.slice(kind.length + 1)));
  const facts = await Promise.all(
    namesOf(kinds).map(
      (kind): Promise<readonly ClientelingFact[]> => kinds[kind].read(deps, numbersOf, ids),
    ),
  );
  return facts.flat();
};

/** When what a fact tells of happened; null of what stands. */
export const clientelingHappenedAt = (fact: ClientelingFact): Instant | null =>
  happenedAt(fact.kind, fact);

const happenedAt = <K extends ClientelingKind>(
  kind: K,
  fact: ClientelingFactOf<K>,
): Instant | null => kinds[kind].at(fact);

/** The numbers in the ids that begin so. */
type NumbersOf = (kind: ClientelingIdKind) => readonly number[];

type Kind<K extends ClientelingKind> = {
  readonly read: (
    deps: ReadDeps,
    numbersOf: NumbersOf,
    ids: readonly string[],
  ) => Promise<readonly ClientelingFactOf<K>[]>;
  readonly at: (fact: ClientelingFactOf<K>) => Instant | null;
};

const kinds: { readonly [K in ClientelingKind]: Kind<K> } = {
  list: {
    read: async (deps, numbersOf) =>
      (
        await readHeldLists(
          deps,
          numbersOf("list").map((id) => listIdSchema.parse(id)),
        )
      ).map(({ record: { id, profileId }, list, productKeys }) => ({
        ...{ id: clientelingId("list", id), profileId, reverseAt: 0 },
        ...{ kind: "list", list },
        ...(productKeys.length > 0 && { productKeys }),
      })),
    at: () => null,
  },
  connection: {
    read: async (deps, numbersOf) =>
      (
        await Promise.all(
          SIDES.map(async (side) =>
            (
              await readLivingConnections(deps, numbersOf(side))
            ).map((each) => connectionFact(each, side)),
          ),
        )
      ).flat(),
    at: () => null,
  },
  interaction: {
    read: async (deps, numbersOf) => {
      const ids = numbersOf("interaction").map((id) => interactionIdSchema.parse(id));
      return (await interactionStore.readAll(deps, ids)).map(
        ({ profileId, interactedAt: at, ...each }) => {
          const { id, action, channel, signal, name, description, locationId, staffId } = each;
          return {
            ...{ id: clientelingId("interaction", id), profileId, reverseAt: reverseAtOf(at) },
            kind: "interaction",
            interaction: {
              ...{ id, at, locationId, staffId },
              ...{ action, channel, signal, name, description: description ?? null },
            },
          };
        },
      );
    },
    at: ({ interaction }) => interaction.at,
  },
  visit: {
    read: async (deps, numbersOf) => {
      const ids = numbersOf("visit").map((id) => visitIdSchema.parse(id));
      return (await visitStore.readAll(deps, ids)).map(
        ({ id, profileId, visitedAt: at, locationId, staffId, notes }) => ({
          ...{ id: clientelingId("visit", id), profileId, reverseAt: reverseAtOf(at) },
          ...{ kind: "visit", visit: { id, at, locationId, staffId, notes } },
        }),
      );
    },
    at: ({ visit }) => visit.at,
  },
  claim: {
    read: async (deps, numbersOf) => {
      const ids = numbersOf("claim").map((id) => transactionClaimIdSchema.parse(id));
      return (await readClaimsWithoutSale(deps, ids)).map(({ profileId, ...claim }) => ({
        ...{ id: clientelingId("claim", claim.id), profileId, reverseAt: 0 },
        ...{ kind: "claim", claim: heldClaimSchema.parse(claim) },
      }));
    },
    at: () => null,
  },
  merged: {
    read: async (deps, _numbersOf, ids) => {
      const mergedIds = ids.flatMap((id) => (id.startsWith(MERGED) ? id.slice(MERGED.length) : []));
      const aliases = await readAliases(
        deps,
        mergedIds.map((id) => profileIdSchema.parse(id)),
      );
      return aliases.map(({ aliasId: id, profileId }) => ({
        ...{ id: clientelingId("merged", id), profileId, reverseAt: 0 },
        ...{ kind: "merged", merged: { id } },
      }));
    },
    at: () => null,
  },
  overruled: {
    read: async (deps, numbersOf) => {
      const ids = numbersOf("overruled").map((id) => overruledEditIdSchema.parse(id));
      return (await overruledEditStore.readAll(deps, ids)).map(
        ({ id, profileId, field, value, staffId, occurredAt: at }) => ({
          ...{ id: clientelingId("overruled", id), profileId, reverseAt: 0 },
          ...{ kind: "overruled", overruled: { id, field, value, staffId, at } },
        }),
      );
    },
    at: () => null,
  },
};

const MERGED = "merged:" satisfies `${ClientelingIdKind}:`;

const SIDES = ["connector", "connected"] as const satisfies readonly ConnectionSide[];

const connectionFact = (
  { connectorProfileId, connectedProfileId, ...each }: ConnectionRecord,
  side: ConnectionSide,
): ClientelingFactOf<"connection"> => {
  const isConnector = side === "connector";
  const { id, name, status, connectionDefinitionId: definitionId, connectedAt, endsAt } = each;
  return {
    id: clientelingId(side, id),
    profileId: isConnector ? connectorProfileId : connectedProfileId,
    reverseAt: 0,
    kind: "connection",
    connection: {
      ...{ id, side, definitionId, name, status },
      otherId: isConnector ? connectedProfileId : connectorProfileId,
      connectedAt: connectedAt ?? null,
      endsAt: endsAt ?? null,
    },
  };
};

/** Lists as devices hold them ([X15]), with their records. */
const readHeldLists = async (
  deps: ReadDeps,
  ids: readonly ListId[],
): Promise<
  readonly {
    readonly record: ListRecord;
    readonly list: HeldList;
    readonly productKeys: readonly string[];
  }[]
> => {
  const records = await listStore.readAll(deps, ids);
  const items = await readItemsOf(deps, ids);
  const reserved = await readReservedOf(
    deps,
    items.map(({ id }) => id),
  );
  const products = byId(
    await productStore.readAll(deps, distinct(items.map(({ productId }) => productId ?? null))),
  );
  const variants = byId(
    await variantStore.readAll(
      deps,
      distinct(items.map(({ productVariantId }) => productVariantId ?? null)),
    ),
  );
  const itemsByList = Map.groupBy(items, ({ listId }) => listId);
  const itemOf = (item: ListItemRecord): HeldItem =>
    heldItemOf(item, {
      product: (item.productId && products.get(item.productId)) || null,
      variant: (item.productVariantId && variants.get(item.productVariantId)) || null,
      reserved: reserved.get(item.id) ?? 0,
    });
  return records.map((record) => ({
    record,
    list: {
      ...{ ref: madeRef(record), name: record.name, description: record.description ?? null },
      definitionId: record.definitionId ?? null,
      items: (itemsByList.get(record.id) ?? []).map(itemOf),
    },
    productKeys: keysOfItems(itemsByList.get(record.id) ?? []),
  }));
};

/** What a list is looked up by: its products, with when each was last put into it ([S30]). */
const keysOfItems = (items: readonly ListItemRecord[]): readonly string[] => {
  const latest = new Map<ProductId, Instant>();
  for (const { productId, createdAt } of items) {
    if (productId && createdAt > (latest.get(productId) ?? 0)) latest.set(productId, createdAt);
  }
  return [...latest].map(([productId, at]) => productKey({ productId }, at));
};

const byId = <T extends { readonly id: number }>(records: readonly T[]): ReadonlyMap<T["id"], T> =>
  new Map(records.map((record) => [record.id, record]));

const heldItemOf = (
  item: ListItemRecord,
  {
    product,
    variant,
    reserved,
  }: {
    readonly product: ProductRecord | null;
    readonly variant: VariantRecord | null;
    readonly reserved: number;
  },
): HeldItem => ({
  ref: madeRef(item),
  productId: item.productId ?? null,
  productVariantId: item.productVariantId ?? null,
  productCategoryId: item.productCategoryId ?? null,
  customProduct: customName(item.customProduct),
  name: nameOf(product, variant),
  sku: variant?.sku ?? null,
  priceCents: variant ? (variant.priceDiscountedCents ?? variant.priceCents) : null,
  picture: pictureOfProduct(product, variant),
  ...{ quantity: item.quantity, reserved, status: item.status ?? null },
  note: textIn(item.meta, ["note"]),
});

const nameOf = (product: ProductRecord | null, variant: VariantRecord | null): string | null =>
  product && variant && variant.title !== product.title
    ? `${product.title}, ${variant.title}`
    : (product?.title ?? variant?.title ?? null);

/** What a custom product, which is any JSON, is called. */
const customName = (custom: unknown): string | null => {
  if (custom === null || custom === undefined) return null;
  if (typeof custom === "string") return custom;
  return textIn(custom, ["name", "title"]) ?? "";
};

const textIn = (value: unknown, names: readonly string[]): string | null => {
  if (typeof value !== "object" || value === null) return null;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const found = names.map((name) => fields[name]).find((each) => typeof each === "string");
  return typeof found === "string" ? found : null;
};
