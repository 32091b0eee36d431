import type { EntryKind } from "#shared/ledger/entry.ts";

const kindIn = (...kinds: readonly EntryKind[]): string =>
  `kind in (${kinds.map((kind) => `'${kind}'`).join(", ")})`;

// The partial indexes of `ledger_entries` hold these alone. SQLite uses one only for a statement
// with the same words as the migration.

/** What a lot is short of: what opened it, and what settled it or gave it back. */
export const IS_OF_SHORTFALL = kindIn("shortfall", "write_off", "reverse");

/** What becomes of a lot by itself or by hand. */
export const IS_OF_CHANGE = kindIn("join", "expire", "adjust");
