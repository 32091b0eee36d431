import { namesOf } from "#shared/kernel/object.ts";
import type { EntryKind } from "#shared/ledger/entry.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";

/**
 * Which partial index of `ledger_entries` holds a kind. SQLite uses one only for a statement with
 * the same words, in the same order, as the migration.
 */
const INDEX_OF: Readonly<Record<EntryKind, "shortfall" | "change" | null>> = {
  shortfall: "shortfall",
  write_off: "shortfall",
  reverse: "shortfall",
  join: "change",
  expire: "change",
  adjust: "change",
  issue: null,
  redeem: null,
  extend: null,
  return: null,
  restore: null,
  transfer: null,
  recover: null,
};

const kindsIn = (index: "shortfall" | "change"): string =>
  oneOf(
    "kind",
    namesOf(INDEX_OF).filter((kind) => INDEX_OF[kind] === index),
  );

/** What a lot is short of: what opened it, and what settled it or gave it back. */
export const IS_OF_SHORTFALL = kindsIn("shortfall");

/** What becomes of a lot by itself or by hand. */
export const IS_OF_CHANGE = kindsIn("change");
