import { createContactBuilder } from "./contact-builder.ts";
import { NO_ROW } from "./digit-column.ts";
import { buildIdTable, renumberIds } from "./id-table.ts";
import { createListBuilder } from "./list-columns.ts";
import { createNameBuilder, type RankedNames } from "./name-builder.ts";
import type { SearchRow } from "./search-row.ts";
import type { Segment } from "./segment.ts";

/** How many rows are read between two yields: a few milliseconds of work. */
const ROWS_PER_SLICE = 1000;

/**
 * Builds a segment. If an id occurs more than once, the last row counts. Yields about every 10 ms.
 */
export function* buildSegment<Id extends string>(
  rows: Iterable<SearchRow<Id>>,
): Generator<void, Segment<Id>> {
  const ids: Id[] = [];
  const names = createNameBuilder();
  const contacts = createContactBuilder();
  const lists = createListBuilder();
  for (const row of rows) {
    names.addRow(row);
    contacts.addRow(row, ids.length);
    lists.addRow(row);
    ids.push(row.id);
    if (ids.length % ROWS_PER_SLICE === 0) yield;
  }

  const ranked = yield* names.rank();
  const { table: addedById, superseded } = yield* buildIdTable(ids);
  yield;
  const order = rowOrder(ids, superseded, ranked);
  yield;
  const rowOf = new Uint32Array(ids.length).fill(NO_ROW);
  const orderedIds: Id[] = [];
  for (let row = 0; row < order.length; row++) {
    const added = order[row] ?? 0;
    rowOf[added] = row;
    const id = ids[added];
    if (id !== undefined) orderedIds.push(id);
  }
  yield;
  return {
    ids: orderedIds,
    rowsById: renumberIds(addedById, rowOf),
    retired: new Uint8Array(order.length),
    fullNames: ranked.table,
    firstNames: order.map((added) => ranked.firstNames[added] ?? 0),
    lastNames: order.map((added) => ranked.lastNames[added] ?? 0),
    nameWords: yield* names.buildWords(order),
    ...(yield* contacts.build(order, rowOf)),
    lists: lists.build(order),
  };
}

/**
 * The added rows sorted by last name, first name and id, without rows whose id was added again
 * later. A counting sort is stable, so it sorts by the less significant name first.
 */
const rowOrder = (
  ids: readonly string[],
  superseded: ReadonlySet<number>,
  { table, firstNames, lastNames }: RankedNames,
): Uint32Array => {
  const added = new Uint32Array(ids.length).map((_, i) => i);
  const kept = superseded.size === 0 ? added : added.filter((i) => !superseded.has(i));
  const byFirstName = countingSort(kept, table.size, firstNames);
  const order = countingSort(byFirstName, table.size, lastNames);
  for (let from = 0, to = 1; to <= order.length; to++) {
    const [a, b] = [order[from] ?? 0, order[to] ?? 0];
    const sameName = firstNames[a] === firstNames[b] && lastNames[a] === lastNames[b];
    if (to < order.length && sameName) continue;
    if (to - from > 1) order.subarray(from, to).sort((x, y) => compareTexts(ids[x], ids[y]));
    from = to;
  }
  return order;
};

const compareTexts = (a = "", b = ""): number => (a < b ? -1 : a > b ? 1 : 0);

const countingSort = (rows: Uint32Array, keyCount: number, keys: Uint32Array): Uint32Array => {
  const next = new Uint32Array(keyCount + 1);
  for (const row of rows) {
    const after = (keys[row] ?? 0) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let key = 0; key < keyCount; key++) next[key + 1] = (next[key + 1] ?? 0) + (next[key] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const key = keys[row] ?? 0;
    const at = next[key] ?? 0;
    sorted[at] = row;
    next[key] = at + 1;
  }
  return sorted;
};
