import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";

/** A line that a transaction has, by its id, and where it was until now; null: a new one. */
export type LineAfter = ItemRecord & { readonly id: number | null; readonly was: number | null };

type Held = ItemRecord & { readonly id: number };

/**
 * The lines of a transaction after it was sent again. A line that is sent is the one with its
 * external id, or else with its SKU, or else with its name if it has neither; each is taken once.
 * What then is left is the line at its place. `keepsOthers`: lines that aren't sent stay, and new
 * ones come after them. (DOMAIN §12.4)
 */
export const linesAfter = (
  held: readonly Held[],
  sent: readonly ItemRecord[],
  keepsOthers: boolean,
): readonly LineAfter[] => {
  const free = new Map(held.map((line) => [line.id, line]));
  const ids = new Map<ItemRecord, number>();
  const placeOf = new Map<number | null, number>(held.map(({ id }, place) => [id, place]));
  const placed = (line: ItemRecord, id: number | null): LineAfter => ({
    ...line,
    ...{ id, was: placeOf.get(id) ?? null },
  });
  const take = (line: ItemRecord, found: Held | undefined): void => {
    if (!found) return;
    ids.set(line, found.id);
    free.delete(found.id);
  };
  for (const keyOf of KEYS) {
    const byKey = Map.groupBy(free.values(), keyOf);
    for (const line of sent.filter((each) => !ids.has(each))) {
      const key = keyOf(line);
      if (key !== null) take(line, byKey.get(key)?.shift());
    }
  }
  if (!keepsOthers) {
    for (const [place, line] of sent.entries()) {
      if (!ids.has(line)) take(line, free.get(held[place]?.id ?? 0));
    }
    return sent.map((line) => placed(line, ids.get(line) ?? null));
  }
  const changed = new Map([...ids].map(([line, id]) => [id, line]));
  return [
    ...held.map((line) => placed(changed.get(line.id) ?? line, line.id)),
    ...sent.filter((line) => !ids.has(line)).map((line) => placed(line, null)),
  ];
};

/** What a line is known by, the surest first. */
const KEYS: readonly ((line: ItemRecord) => string | null)[] = [
  ({ externalId }) => externalId,
  ({ sku }) => sku,
  ({ externalId, sku, name }) => (externalId === null && sku === null ? name : null),
];
