/**
 * A hash table from ids to rows. The slot at `hash(id)`, or one of those after it, holds the row
 * plus one; 0 means empty. It takes a tenth of the memory of a `Map`.
 */
export type IdTable = Uint32Array;

/** How many ids are added between two yields. */
const IDS_PER_SLICE = 20_000;

export type IdTableBuild = {
  readonly table: IdTable;
  /** Rows whose id was added again later. They can't be found. */
  readonly superseded: ReadonlySet<number>;
};

/** Adds the ids of rows 0, 1, …. If an id occurs more than once, the last row is found. */
export function* buildIdTable(ids: readonly string[]): Generator<void, IdTableBuild> {
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(2 * ids.length + 2)));
  const superseded = new Set<number>();
  for (const [row, id] of ids.entries()) {
    const slot = slotOf(table, ids, id);
    const before = table[slot] ?? 0;
    if (before > 0) superseded.add(before - 1);
    table[slot] = row + 1;
    if (row % IDS_PER_SLICE === IDS_PER_SLICE - 1) yield;
  }
  return { table, superseded };
}

/** The same table after the rows were renumbered: row `r` is now `rowOf[r]`. */
export const renumberIds = (table: IdTable, rowOf: Uint32Array): IdTable =>
  table.map((held) => (held === 0 ? 0 : (rowOf[held - 1] ?? 0) + 1));

/** The row that has an id, or -1. */
export const findId = (table: IdTable, ids: readonly string[], id: string): number =>
  (table[slotOf(table, ids, id)] ?? 0) - 1;

/** The slot of an id, or the empty slot where it would go. At least half of the slots are empty. */
const slotOf = (table: IdTable, ids: readonly string[], id: string): number => {
  const mask = table.length - 1;
  let slot = hashOf(id) & mask;
  for (let held = table[slot] ?? 0; held > 0 && ids[held - 1] !== id; held = table[slot] ?? 0) {
    slot = (slot + 1) & mask;
  }
  return slot;
};

/** FNV-1a, mixed again to spread ids that differ only near their start. */
const hashOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
};
