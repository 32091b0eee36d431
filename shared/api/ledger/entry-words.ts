import type { EntryKind, EntrySource, EntrySourceType, Reached } from "#shared/ledger/entry.ts";

/** What an entry did, as the start of a sentence. */
export const ENTRY_WORDS: Readonly<Record<EntryKind, string>> = {
  issue: "Issued",
  redeem: "Redeemed",
  expire: "Expired",
  extend: "Moved the expiry",
  reverse: "Given back by a reversal:",
  return: "Taken back for a return:",
  restore: "Given back, because the return is of another sale:",
  adjust: "Adjusted by",
  transfer: "Moved between accounts:",
  join: "Moved between lots:",
  shortfall: "Honoured without being held:",
  recover: "Kept to settle a shortfall:",
  write_off: "Written off",
};

/** What caused it, as a phrase. `name` is that of the achievement or tier, if it's known. */
export const CAUSE_WORDS: Readonly<
  Record<EntrySourceType, (source: EntrySource, name: string | null) => string>
> = {
  transaction: ({ id }) => `for transaction ${id}`,
  redemption: () => "at a redemption",
  exchange: () => "in an exchange of points for a reward",
  claim: () => "a claim by the customer",
  achievement: ({ id, reached }, name) =>
    `for ${levelWords(reached)}the achievement ${name ?? id}${byWords(reached)}`,
  tier: ({ id, reached }, name) => `for reaching the tier ${name ?? id}${byWords(reached)}`,
  write_off: () => "at a write-off",
  staff: () => "by staff",
  api: () => "through the API",
  import: () => "by an import",
  expiry: () => "when it expired",
  join: () => "to keep the account small",
  reaction: () => "by a reaction",
  erasure: () => "because the person was erased",
  demo: () => "for the demo",
};

const levelWords = (reached: Reached | undefined): string =>
  reached === undefined || reached.level === null ? "" : `level ${reached.level} of `;

/** Under which version, and by which transaction, if there was one. */
const byWords = (reached: Reached | undefined): string => {
  if (reached === undefined) return "";
  const { version, transactionId } = reached;
  return ` (version ${version}${transactionId === null ? "" : `, by transaction ${transactionId}`})`;
};
