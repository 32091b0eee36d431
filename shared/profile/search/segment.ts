import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Column, createColumnBuilder } from "./column.ts";
import {
  emailDomain,
  foldEmail,
  nationalDigits,
  normaliseIdentifier,
  phoneDigits,
} from "./contact-tokens.ts";
import { createDigitColumnBuilder, type DigitColumn, digitsByRow, NO_ROW } from "./digit-column.ts";
import { buildIdTable, findId, type IdTable, renumberIds } from "./id-table.ts";
import { nameTokens, normaliseName } from "./name-tokens.ts";
import type { SearchRow } from "./search-row.ts";
import { createTokenPool } from "./token-pool.ts";
import { type TokenTable, tokenAt } from "./token-table.ts";

/**
 * Rows that are searched together. They are numbered by last name, first name and id, so that of
 * two rows that match equally well the lower number comes first. Nothing in it changes but
 * `retired`.
 */
export type Segment = {
  /** By row. */
  readonly ids: readonly ProfileId[];
  readonly rowsById: IdTable;
  /** 1 for a row that was changed or removed since; its owner sets it. */
  readonly retired: Uint8Array;
  /** Whole normalised names, and which of them each row has. */
  readonly fullNames: TokenTable;
  readonly firstNames: Uint32Array;
  readonly lastNames: Uint32Array;
  readonly nameWords: Column;
  readonly emails: Column;
  readonly emailDomains: Column;
  readonly phones: DigitColumn;
  readonly nationalPhones: DigitColumn;
  /** Phone digits from the last to the first. */
  readonly reversedPhones: DigitColumn;
  readonly identifiers: Column;
};

/** How many rows are taken in between two yields: a few milliseconds. */
const ROWS_PER_SLICE = 1000;
/** The most identifiers of one profile that are kept. */
const IDENTIFIERS_MAX = 32;

/** Builds a segment. Of rows with the same id the last one counts. Yields about every 10 ms. */
export function* buildSegment(rows: Iterable<SearchRow>): Generator<void, Segment> {
  const ids: ProfileId[] = [];
  const names = createNameBuilder();
  const contacts = createContactBuilder();
  for (const row of rows) {
    names.addRow(row);
    contacts.addRow(row, ids.length);
    ids.push(row.id);
    if (ids.length % ROWS_PER_SLICE === 0) yield;
  }

  const ranked = yield* names.rank();
  const { table: addedById, superseded } = yield* buildIdTable(ids);
  yield;
  const order = rowOrder(ids, superseded, ranked);
  yield;
  const rowOf = new Uint32Array(ids.length).fill(NO_ROW);
  const orderedIds: ProfileId[] = [];
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
  };
}

/** The row of a profile that is not retired, or -1. */
export const findRow = (segment: Segment, id: ProfileId): number => {
  const row = findId(segment.rowsById, segment.ids, id);
  return segment.retired[row] === 0 ? row : -1;
};

/** Writes out the rows that are not retired, as they went in. A row retired meanwhile is left out. */
export function* liveRows(segment: Segment): Generator<SearchRow> {
  const phonesOf = digitsByRow(segment.phones, segment.ids.length);
  for (const [row, id] of segment.ids.entries()) {
    if (segment.retired[row] === 1) continue;
    const [phone = null, secondaryPhone = null] = phonesOf(row);
    yield {
      id,
      firstName: tokenAt(segment.fullNames, segment.firstNames[row] ?? 0),
      lastName: tokenAt(segment.fullNames, segment.lastNames[row] ?? 0),
      email: textsOf(segment.emails, row)[0] ?? null,
      phone,
      secondaryPhone,
      identifiers: textsOf(segment.identifiers, row),
    };
  }
}

const textsOf = ({ table, tokenStarts, tokens }: Column, row: number): readonly string[] =>
  Array.from(tokens.subarray(tokenStarts[row] ?? 0, tokenStarts[row + 1] ?? 0), (token) =>
    tokenAt(table, token),
  );

type RankedNames = {
  readonly table: TokenTable;
  /** By added row. */
  readonly firstNames: Uint32Array;
  readonly lastNames: Uint32Array;
};

/** Takes in names. Most are shared by many people, so each is taken apart only once. */
const createNameBuilder = () => {
  const fullNames = createTokenPool();
  const words = createColumnBuilder();
  const fullEntries = new Map<string, number>();
  const wordEntries = new Map<string, number>();
  const known = new Map<string, { readonly full: number; readonly words: readonly number[] }>();
  const firstNames: number[] = [];
  const lastNames: number[] = [];

  const enter = (name: string) => {
    const before = known.get(name);
    if (before) return before;
    const normalised = normaliseName(name);
    const entered = {
      full: memo(fullEntries, normalised, fullNames.add),
      words: nameTokens(normalised).map((word) => memo(wordEntries, word, words.enter)),
    };
    known.set(name, entered);
    return entered;
  };

  return {
    addRow: ({ firstName, lastName }: SearchRow): void => {
      const first = enter(firstName);
      const last = enter(lastName);
      firstNames.push(first.full);
      lastNames.push(last.full);
      words.addRow([...last.words, ...first.words]);
    },
    rank: function* (): Generator<void, RankedNames> {
      const { table, ranks } = yield* fullNames.rank();
      const rankOfEntry = (entry: number): number => ranks[entry] ?? 0;
      return {
        table,
        firstNames: new Uint32Array(firstNames).map(rankOfEntry),
        lastNames: new Uint32Array(lastNames).map(rankOfEntry),
      };
    },
    buildWords: words.build,
  };
};

/** Takes in e-mail addresses, phone numbers and identifiers. */
const createContactBuilder = () => {
  const emails = createColumnBuilder();
  const emailDomains = createColumnBuilder();
  const domainEntries = new Map<string, number>();
  const phones = createDigitColumnBuilder("forwards");
  const nationalPhones = createDigitColumnBuilder("forwards");
  const reversedPhones = createDigitColumnBuilder("backwards");
  const identifiers = createColumnBuilder();

  return {
    addRow: (row: SearchRow, added: number): void => {
      const email = row.email === null ? null : foldEmail(row.email);
      const domain = email === null ? null : emailDomain(email);
      emails.addRow(email === null ? [] : [emails.enter(email)]);
      emailDomains.addRow(domain === null ? [] : [memo(domainEntries, domain, emailDomains.enter)]);
      for (const phone of [row.phone, row.secondaryPhone]) {
        const digits = phone ? phoneDigits(phone) : null;
        if (digits === null) continue;
        phones.add(added, digits);
        nationalPhones.add(added, nationalDigits(digits));
        reversedPhones.add(added, digits);
      }
      identifiers.addRow(
        row.identifiers.slice(0, IDENTIFIERS_MAX).flatMap((identifier) => {
          const normalised = normaliseIdentifier(identifier);
          return normalised === null ? [] : [identifiers.enter(normalised)];
        }),
      );
    },
    build: function* (order: Uint32Array, rowOf: Uint32Array) {
      const numbers = {
        phones: phones.build(rowOf),
        nationalPhones: nationalPhones.build(rowOf),
        reversedPhones: reversedPhones.build(rowOf),
      };
      yield;
      return {
        ...numbers,
        emails: yield* emails.build(order),
        emailDomains: yield* emailDomains.build(order),
        identifiers: yield* identifiers.build(order),
      };
    },
  };
};

const memo = (
  known: Map<string, number>,
  token: string,
  enter: (token: string) => number,
): number => {
  const before = known.get(token);
  if (before !== undefined) return before;
  const entry = enter(token);
  known.set(token, entry);
  return entry;
};

/**
 * The added rows by last name, first name and id, without those whose id was added again later.
 * Counting, by the less significant name first, keeps equal ones in order.
 */
const rowOrder = (
  ids: readonly ProfileId[],
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
