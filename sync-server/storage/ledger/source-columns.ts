import type { TransactionId } from "#shared/kernel/ids.ts";
import type { EntrySource } from "#shared/ledger/entry.ts";

/** What caused an entry, or opened a lot, as both tables store it. */
export type SourceRow = {
  readonly source_type: EntrySource["type"];
  readonly source_id: string;
  /** Of what was reached (incentive/SPEC.md [M11]), like the next two. */
  readonly source_version: number | null;
  readonly source_level: number | null;
  readonly source_transaction_id: TransactionId | null;
};

export const SOURCE_COLUMNS =
  "source_type, source_id, source_version, source_level, source_transaction_id";

/** What caused an entry, as its row holds it. */
export const sourceOf = (row: SourceRow): EntrySource => {
  const { source_type: type, source_id: id, source_version: version } = row;
  const { source_level: level, source_transaction_id: transactionId } = row;
  // Any of them, so that a change to one breaks the chain ([L6]).
  const isReached = version !== null || level !== null || transactionId !== null;
  return isReached
    ? { type, id, reached: { version: version ?? 0, level, transactionId } }
    : { type, id };
};

/** The values of `SOURCE_COLUMNS`. */
export const sourceValues = ({ type, id, reached }: EntrySource) => [
  type,
  id,
  reached?.version ?? null,
  reached?.level ?? null,
  reached?.transactionId ?? null,
];
