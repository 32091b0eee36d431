import type { Definition } from "#shared/incentive/definition.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { Rate } from "#shared/incentive/points/rate.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { dayIn } from "#shared/kernel/time.ts";
import { handWords } from "#shared/ledger/by-hand.ts";
import type { EntryKind, EntrySource, LedgerEntry, Unit } from "#shared/ledger/entry.ts";
import { ENTRY_KINDS } from "#shared/ledger/entry-kind.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { CAUSE_WORDS, ENTRY_WORDS } from "#shared/ledger/entry-words.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { type HeldAmount, type Holding, UNITS, type UnitRules } from "./unit.ts";

/** What stands behind entries. */
export type Behind = {
  /** Each version of a definition that they name, and of a rate. */
  readonly versions: readonly Definition[];
  readonly rates: RatesBehind;
};

/** The rates that decided the points of a transaction under a definition, by `earnedKey`. */
export type RatesBehind = ReadonlyMap<string, readonly Rate[]>;

export const earnedKey = (transactionId: number | string, definitionId: number | null): string =>
  `${transactionId} ${definitionId}`;

/** The rates that decided an entry; none unless a transaction earned it. */
export const ratesOfEntry = (
  { source, definitionId }: Pick<LedgerEntry, "source" | "definitionId">,
  rates: RatesBehind,
): readonly Rate[] =>
  SOURCES[source.type].isTransaction ? (rates.get(earnedKey(source.id, definitionId)) ?? []) : [];

/** A version of a definition. */
export type DefinitionVersion = Pick<Definition, "id" | "version">;

/**
 * The versions that an entry names: that which decided it, and that of the achievement or tier for
 * which it was issued.
 */
export const versionsNamed = ({
  definitionId,
  definitionVersion,
  source,
}: LedgerEntry): readonly DefinitionVersion[] => [
  ...(definitionId === null ? [] : [{ id: definitionId, version: definitionVersion }]),
  ...reachedVersion(source),
];

const reachedVersion = ({ id, reached }: EntrySource): readonly DefinitionVersion[] =>
  reached ? [{ id: definitionIdSchema.parse(Number(id)), version: reached.version }] : [];

/** A lot that is part of a balance, with all its entries. */
export type ExplainedLot = { readonly lot: Lot; readonly entries: readonly LedgerEntry[] };

/** What is held of one unit under one definition, and the lots it consists of. */
export type ExplainedBalance = Pick<HeldAmount, "unit" | "definitionId"> &
  Omit<Holding, "pending"> & { readonly lotsTotal: number; readonly lots: readonly ExplainedLot[] };

/**
 * An entry in a sentence: "Issued 20.00 AUD on 2026-03-03 through the API, under version 2 of
 * “Thank you”."
 */
export const entrySentence = (entry: LedgerEntry, behind: Behind, currency: Currency): string => {
  const { source, occurredAt, timezone, expiresAt } = entry;
  const name = nameOf(behind, { id: entry.definitionId, version: entry.definitionVersion });
  const under = name === null ? "" : `, under version ${entry.definitionVersion} of ${name}`;
  const until = expiresAt === null ? "" : ` (expires at the end of ${dayIn(expiresAt, timezone)})`;
  const what = `${movedText(entry, currency)}${until}`;
  const [reached] = reachedVersion(source);
  const reachedName = reached ? nameOf(behind, reached) : null;
  const cause = `${CAUSE_WORDS[source.type](source, reachedName)}${handWords(entry)}`;
  const at = rateWords(ratesOfEntry(entry, behind.rates));
  return `${what} on ${dayIn(occurredAt, timezone)} ${cause}${under}${at}.`;
};

const rateWords = (rates: readonly Rate[]): string => {
  if (rates.length === 0) return "";
  const names = rates.map(({ name }) => `“${name}”`).join(" and ");
  return `, at the ${rates.length === 1 ? "rate" : "rates"} ${names}`;
};

/** Why a lot holds what it does: how it was issued, what happened to it, and what is left. */
export const lotSentence = (
  lot: Lot,
  entries: readonly LedgerEntry[],
  behind: Behind,
  currency: Currency,
): string => {
  const [first, ...later] = entries;
  if (!first) return "";
  const moved = new Map<EntryKind, number>();
  for (const { kind, amount } of later) moved.set(kind, (moved.get(kind) ?? 0) + amount);
  const movements = [...moved]
    .filter(([, amount]) => amount !== 0)
    .map(([kind, amount]) => `${movedText({ kind, unit: lot.unit, amount }, currency)}.`);
  const left = `Left: ${amountText(lot.unit, lot.remaining, currency)}`;
  const until =
    lot.expiresAt === null
      ? "never expires"
      : `expires at the end of ${dayIn(lot.expiresAt, lot.timezone)}`;
  return [entrySentence(first, behind, currency), ...movements, `${left}; ${until}.`].join(" ");
};

/** Why a balance is what it is: "12.50 AUD from “Thank you”: what is left of 2 issues." */
export const balanceSentence = (
  held: { readonly unit: Unit; readonly amount: number; readonly worthCents: Cents },
  name: string | null,
  lots: number,
  currency: Currency,
): string => {
  const amount = amountText(held.unit, held.amount, currency);
  const worth = TEXTS.cents(held.worthCents, currency);
  const what = amount === worth ? amount : `${amount} (worth ${worth})`;
  const from = name === null ? "" : ` from “${name}”`;
  return `${what}${from}: what is left of ${lots} ${lots === 1 ? "issue" : "issues"}.`;
};

const movedText = (
  { kind, unit, amount }: Pick<LedgerEntry, "kind" | "unit" | "amount">,
  currency: Currency,
): string =>
  amount === 0
    ? ENTRY_WORDS[kind]
    : `${ENTRY_WORDS[kind]} ${amountText(unit, sizeOf(kind, amount), currency)}`;

/** An amount of a unit in words: "12.50 AUD", "120.00 points". */
const amountText = (unit: Unit, amount: number, currency: Currency): string =>
  TEXTS[UNITS[unit].precision](amount, currency);

const TEXTS: Readonly<
  Record<UnitRules["precision"], (amount: number, currency: Currency) => string>
> = {
  cents: (amount, { code, digits }) => `${decimalText(amount, digits)} ${code}`,
  points: (amount) => `${decimalText(amount, POINT_DIGITS)} points`,
  uses: (amount) => `${amount} ${Math.abs(amount) === 1 ? "use" : "uses"}`,
};

/** The words say which way most kinds move; one that can go either way needs its sign. */
const sizeOf = (kind: EntryKind, amount: number): number =>
  ENTRY_KINDS[kind].amount === "either" ? amount : Math.abs(amount);

const nameOf = (
  { versions }: Behind,
  { id, version }: { readonly id: DefinitionId | null; readonly version: number },
): string | null => {
  const found = versions.find((each) => each.id === id && each.version === version);
  return found ? `“${found.name}”` : null;
};
