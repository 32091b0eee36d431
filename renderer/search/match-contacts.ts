import { reversed } from "#shared/profile/contact-forms.ts";
import type { PhoneQuery, SearchQuery } from "#shared/profile/search-query.ts";
import type { BestRows, RankedRow } from "./best-rows.ts";
import { type Column, type RowList, rowsOfRange } from "./column.ts";
import {
  type DigitColumn,
  digitsWithOneTypo,
  rowsOfDigits,
  rowsOfWholeDigits,
} from "./digit-column.ts";
import { nameFilter } from "./match-names.ts";
import { visitOneTypo } from "./one-typo.ts";
import { rankOf } from "./rank.ts";
import type { Segment } from "./segment.ts";
import { findToken, prefixRange, tokenLength } from "./token-table.ts";

/** Shorter numbers, addresses and identifiers must match without a typo. */
const TYPO_LENGTH_MIN = 6;

/** Offers the rows where a whole identifier, phone number or email address matches. */
export const matchWholeContacts = (
  segment: Segment<string>,
  query: SearchQuery,
  best: BestRows,
): void => {
  const offer = (list: RowList, rank: number): void => offerRows(segment, list, rank, best);
  if (query.identifier)
    offer(rowsOfToken(segment.identifiers, query.identifier), rankOf("identifier"));
  for (const [column, digits] of phoneForms(segment, query.phone)) {
    offer(rowsOfWholeDigits(column, digits), rankOf("phone"));
  }
  if (query.wholePhone) offer(rowsOfWholeDigits(segment.phones, query.wholePhone), rankOf("phone"));
  if (query.email) offer(rowsOfToken(segment.emails, query.email), rankOf("email"));
};

/** Offers the rows where part of one matches, and whose name has the remaining words. */
export const matchPartsOfContacts = (
  segment: Segment<string>,
  query: SearchQuery,
  best: BestRows,
): void => {
  const { phone, identifierPrefix, email } = query;
  const accept = nameFilter(segment, query.besides);
  if (accept === null) return;
  const offer = (list: RowList, rank: number): void => offerRows(segment, list, rank, best, accept);
  const offerPrefix = (column: Column, prefix: string | null, rank: number): void => {
    if (prefix) offer(rowsOfRange(column, prefixRange(column.table, prefix)), rank);
  };
  if (phone?.national) {
    const ending = reversed(phone.national);
    offer(rowsOfDigits(segment.reversedPhones, ending), rankOf("phoneEnding"));
    offer(rowsOfDigits(segment.reversedIdentifiers, ending), rankOf("identifierEnding"));
  }
  for (const [column, digits] of phoneForms(segment, phone)) {
    offer(rowsOfDigits(column, digits), rankOf("phonePrefix"));
  }
  offerPrefix(segment.identifiers, identifierPrefix, rankOf("identifierPrefix"));
  offerPrefix(segment.emails, email, rankOf("emailPrefix"));
};

/**
 * Offers the rows whose identifier differs in zeros at the start, or is one typo away, like the
 * phone number, or whose email address starts
 * one typo away. Prefixes of numbers are ignored here: too many would match.
 */
export const matchContactsWithTypos = (
  segment: Segment<string>,
  query: SearchQuery,
  best: BestRows,
): void => {
  const { identifiers, emails } = segment;
  for (const form of query.closeIdentifiers) {
    offerRows(segment, rowsOfToken(identifiers, form), rankOf("identifier"), best);
  }
  if (query.identifier !== null && isLongEnough(query.identifier)) {
    visitOneTypo(identifiers.table, query.identifier, ({ from }, length) => {
      // Among texts with a common prefix, only the first can be exactly the prefix.
      if (tokenLength(identifiers.table, from) !== length) return;
      const list = rowsOfRange(identifiers, { from, to: from + 1 });
      offerRows(segment, list, rankOf("identifier"), best);
    });
  }
  for (const [column, digits] of phoneForms(segment, query.phone)) {
    if (!isLongEnough(digits)) continue;
    for (const other of digitsWithOneTypo(digits)) {
      offerRows(segment, rowsOfWholeDigits(column, other), rankOf("phone"), best);
    }
  }
  if (query.email !== null && isLongEnough(query.email)) {
    visitOneTypo(emails.table, query.email, ({ from, to }, length) => {
      const rest = tokenLength(emails.table, from) === length ? from + 1 : from;
      offerRows(segment, rowsOfRange(emails, { from, to: rest }), rankOf("email"), best);
      offerRows(segment, rowsOfRange(emails, { from: rest, to }), rankOf("emailPrefix"), best);
    });
  }
};

/** The rows that have one of these forms of an identifier. */
export const rowsOfIdentifier = (
  segment: Segment<string>,
  forms: readonly string[],
): readonly RankedRow[] => {
  const found = forms.flatMap((form) => {
    const { rows, from, to } = rowsOfToken(segment.identifiers, form);
    return Array.from(rows.subarray(from, to));
  });
  return [...new Set(found)]
    .filter((row) => segment.retired[row] === 0)
    .sort((a, b) => a - b)
    .map((row) => ({ rank: rankOf("identifier"), row }));
};

const isLongEnough = (text: string): boolean => text.length >= TYPO_LENGTH_MIN;

const rowsOfToken = (column: Column, token: string): RowList => {
  const at = findToken(column.table, token);
  return rowsOfRange(column, at < 0 ? { from: 0, to: 0 } : { from: at, to: at + 1 });
};

const offerRows = (
  segment: Segment<string>,
  { rows, from, to }: RowList,
  rank: number,
  best: BestRows,
  accept?: (row: number) => boolean,
): void => {
  if (!best.hasRoomFor(rank)) return;
  for (let i = from; i < to; i++) {
    const row = rows[i] ?? 0;
    if (segment.retired[row] === 0 && (!accept || accept(row))) best.offer(rank, row);
  }
};

/**
 * The numbers that the digits may mean, and the column to look in for each: 0412… is also 412…
 * after a trunk 0.
 */
const phoneForms = (
  segment: Segment<string>,
  phone: PhoneQuery | null,
): readonly (readonly [DigitColumn, string])[] => {
  if (phone === null) return [];
  const { international, national } = phone;
  const forms = international.map((digits) => [segment.phones, digits] as const);
  if (national === null) return forms;
  const afterTrunk = national.startsWith("0") ? [national.slice(1)] : [];
  return [
    ...forms,
    [segment.phones, national],
    ...[national, ...afterTrunk].map((digits) => [segment.nationalPhones, digits] as const),
  ];
};
