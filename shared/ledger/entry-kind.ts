import { entriesOf, namesOf } from "#shared/kernel/object.ts";
import type { EntryKind } from "./entry.ts";

/** The rules that differ between kinds of entry. */
export type EntryKindRules = {
  /** Whether its amount adds to the lot, takes from it, does either, or is 0 ([L2]). */
  readonly amount: "adds" | "takes" | "either" | "zero";
  /** Whether the entry's expiry replaces that of an open lot. */
  readonly movesExpiry: boolean;
  /** Whether adding to a lot with nothing left issues it again, for that amount ([L2]). */
  readonly reissues: boolean;
  /** Whether what it adds to a joined lot counts as issued in it ([L15]). */
  readonly gathers: boolean;
  /** What it adds to the counts of a benefit's definition (incentive/SPEC.md [N6]). */
  readonly countsUse: "created" | "redeemed" | null;
  /** Its effect on what the profile owes after a shortfall ([L5]). */
  readonly outstanding: "adds" | "recovers" | "keeps";
};

const ADDS: EntryKindRules = {
  amount: "adds",
  movesExpiry: false,
  reissues: false,
  gathers: false,
  countsUse: null,
  outstanding: "keeps",
};
const TAKES: EntryKindRules = { ...ADDS, amount: "takes" };

/** The rules of each kind. A new kind is added to `entryKindSchema` and breaks the build here. */
export const ENTRY_KINDS: Readonly<Record<EntryKind, EntryKindRules>> = {
  issue: { ...ADDS, countsUse: "created" },
  reverse: { ...ADDS, countsUse: "redeemed" },
  redeem: { ...TAKES, countsUse: "redeemed" },
  expire: TAKES,
  return: TAKES,
  /** What a return had taken goes back, because the return turned out to be of another sale. */
  restore: ADDS,
  adjust: { ...ADDS, amount: "either", reissues: true },
  /** Out of one account and into another, by two entries of one command. */
  transfer: { ...ADDS, amount: "either" },
  /** Out of one lot and into another of the same account ([L15]). */
  join: { ...ADDS, amount: "either", gathers: true },
  extend: { ...ADDS, amount: "zero", movesExpiry: true },
  shortfall: { ...ADDS, outstanding: "adds" },
  recover: { ...TAKES, outstanding: "recovers" },
  /** The `recover` entry that follows it settles the shortfall. */
  write_off: { ...ADDS, amount: "either" },
};

/** The kinds whose rules are such. */
export const entryKindsWith = (holds: (rules: EntryKindRules) => boolean): readonly EntryKind[] =>
  namesOf(ENTRY_KINDS).filter((kind) => holds(ENTRY_KINDS[kind]));

/** What redeems, and what gives it back: uses of a benefit ([N6]), or points. */
export const REDEMPTION_KINDS: readonly EntryKind[] = entryKindsWith(
  ({ countsUse }) => countsUse === "redeemed",
);

/** The rules of the kind that a text names. Null if it names none: a damaged entry may not. */
export const rulesOfKind = (text: string): EntryKindRules | null => RULES.get(text) ?? null;

const RULES: ReadonlyMap<string, EntryKindRules> = new Map(entriesOf(ENTRY_KINDS));

/** Whether an amount has the sign that its kind of entry requires ([L2]). */
export const isSignRight = (kind: EntryKind, amount: number): boolean => {
  switch (ENTRY_KINDS[kind].amount) {
    case "adds":
      return amount > 0;
    case "takes":
      return amount < 0;
    case "zero":
      return amount === 0;
    case "either":
      return true;
  }
};
