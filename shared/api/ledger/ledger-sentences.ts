import { pointsInWords } from "#shared/api/incentive/points/points-in-words.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { dayIn } from "#shared/kernel/time.ts";
import type { EntryKind, LedgerEntry, Unit } from "#shared/ledger/entry.ts";
import { ENTRY_KINDS } from "#shared/ledger/entry-kind.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  type Behind,
  type DefinitionVersion,
  type ExplainedBalance,
  type RatePart,
  ratesOfEntry,
  reachedVersion,
} from "#shared/redemption/behind.ts";
import { UNITS, type UnitRules } from "#shared/redemption/unit.ts";
import { handWords } from "./by-hand.ts";
import { CAUSE_WORDS, ENTRY_WORDS } from "./entry-words.ts";

/**
 * An entry in a sentence: "Issued 20.00 AUD on 2026-03-03 through the API, under version 2 of
 * “Thank you”."
 */
export const entrySentence = (entry: LedgerEntry, behind: Behind, currency: Currency): string => {
  const { source, occurredAt, timezone, expiresAt } = entry;
  const name = nameOf(behind, { id: entry.definitionId, version: entry.definitionVersion });
  const under = name === null ? "" : `, under version ${entry.definitionVersion} of ${name}`;
  const until = expiresAt === null ? "" : ` (expires at the end of ${dayIn(expiresAt, timezone)})`;
  const what = `${movedText(entry, behind, currency)}${until}`;
  const [reached] = reachedVersion(source);
  const reachedName = reached ? nameOf(behind, reached) : null;
  const cause = `${CAUSE_WORDS[source.type](source, reachedName)}${handWords(entry)}`;
  const at = rateWords(ratesOfEntry(entry, behind.rates), decimalsOf(entry, behind));
  return `${what} on ${dayIn(occurredAt, timezone)} ${cause}${under}${at}.`;
};

/** The rate if there is one, and the lines of each if there are several. */
const rateWords = (parts: readonly RatePart[], decimals: number): string => {
  const [only, ...others] = parts;
  if (!only || parts.every(({ rate }) => rate === null)) return "";
  if (others.length === 0) return `, at ${rateName(only)}`;
  const each = parts.map(
    (part) => `${pointsInWords(part.points, decimals)} at ${rateName(part)} (${lineNames(part)})`,
  );
  return `. The sale earns ${listOf(each)}`;
};

const rateName = ({ rate }: RatePart): string =>
  rate === null ? "the usual rate" : `the rate “${rate.name}”`;

/** A sentence stays one: the others are in `rates`. */
const NAMES_MAX = 3;

const lineNames = ({ lines }: RatePart): string => {
  const names = [...new Set(lines.map(({ item }) => item?.name ?? "what no line explains"))];
  const more = names.length - NAMES_MAX;
  return listOf(more > 0 ? [...names.slice(0, NAMES_MAX), `${more} more`] : names);
};

const listOf = (texts: readonly string[]): string =>
  [texts.slice(0, -1).join(", "), ...texts.slice(-1)].filter((text) => text !== "").join(" and ");

/** What a transaction earned under a definition, in a sentence. Points are in hundredths. */
export const earnedSentence = (
  earned: DefinitionVersion & { readonly points: number; readonly parts: readonly RatePart[] },
  { versions }: Pick<Behind, "versions">,
): string => {
  const { id, version, points, parts } = earned;
  const decider = versions.find((each) => each.id === id && each.version === version);
  const digits = digitsOf(decider);
  const verb = points < 0 ? "Took back" : "Earned";
  const under = decider === undefined ? "" : ` under version ${version} of “${decider.name}”`;
  const at = rateWords(parts, digits);
  return `${verb} ${pointsInWords(Math.abs(points), digits)}${under}${at}.`;
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
    .map(([kind, amount]) => `${movedText({ ...first, kind, amount }, behind, currency)}.`);
  const left = `Left: ${amountText(lot.unit, lot.remaining, decimalsOf(first, behind), currency)}`;
  const until =
    lot.expiresAt === null
      ? "never expires"
      : `expires at the end of ${dayIn(lot.expiresAt, lot.timezone)}`;
  return [entrySentence(first, behind, currency), ...movements, `${left}; ${until}.`].join(" ");
};

/** Why a balance is what it is: "12.50 AUD from “Thank you”: what is left of 2 issues." */
export const balanceSentence = (
  held: Omit<ExplainedBalance, "lots">,
  behind: Behind,
  currency: Currency,
): string => {
  const { unit, lotsTotal: lots } = held;
  const definition = latestOf(behind, held.definitionId);
  const amount = amountText(unit, held.amount, digitsOf(definition), currency);
  const worth = amountText("reward", held.worthCents, POINT_DIGITS, currency);
  const what = amount === worth ? amount : `${amount} (worth ${worth})`;
  const from = definition === undefined ? "" : ` from “${definition.name}”`;
  return `${what}${from}: what is left of ${lots} ${lots === 1 ? "issue" : "issues"}.`;
};

const latestOf = ({ versions }: Behind, definitionId: number | null): Definition | undefined =>
  versions.findLast(({ id }) => id === definitionId);

/** The decimals of the points that an entry moves. */
const decimalsOf = (
  { definitionId, definitionVersion }: Pick<LedgerEntry, "definitionId" | "definitionVersion">,
  behind: Behind,
): number => {
  const isDecider = ({ id, version }: DefinitionVersion) =>
    id === definitionId && version === definitionVersion;
  return digitsOf(behind.versions.find(isDecider) ?? latestOf(behind, definitionId));
};

const digitsOf = (definition: Definition | undefined): number =>
  definition?.kind === "point" ? definition.decimals : POINT_DIGITS;

const movedText = (
  entry: Pick<LedgerEntry, "kind" | "unit" | "amount" | "definitionId" | "definitionVersion">,
  behind: Behind,
  currency: Currency,
): string => {
  const { kind, unit, amount } = entry;
  if (amount === 0) return ENTRY_WORDS[kind];
  const size = sizeOf(kind, amount);
  return `${ENTRY_WORDS[kind]} ${amountText(unit, size, decimalsOf(entry, behind), currency)}`;
};

/** An amount of a unit in words: "12.50 AUD", "120 points". */
const amountText = (unit: Unit, amount: number, decimals: number, currency: Currency): string =>
  TEXTS[UNITS[unit].precision](amount, decimals, currency);

const TEXTS: Readonly<
  Record<UnitRules["precision"], (amount: number, decimals: number, currency: Currency) => string>
> = {
  cents: (amount, _, { code, digits }) => `${decimalText(amount, digits)} ${code}`,
  points: (amount, decimals) => pointsInWords(amount, decimals),
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
