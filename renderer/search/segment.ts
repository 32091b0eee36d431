import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Column } from "./column.ts";
import { type DigitColumn, digitsByRow } from "./digit-column.ts";
import { findId, type IdTable } from "./id-table.ts";
import {
  associateAt,
  dayOfYearAt,
  homeAt,
  joinedAtOf,
  type ListColumns,
  vipTimeAt,
} from "./list-columns.ts";
import type { SearchRow } from "./search-row.ts";
import { type TokenTable, tokenAt } from "./token-table.ts";

/**
 * Rows that are searched together. They are numbered by last name, first name and id, so that of
 * two equally good matches the lower number comes first. Only `retired` ever changes.
 */
export type Segment<Id extends string = ProfileId> = {
  /** By row. */
  readonly ids: readonly Id[];
  readonly rowsById: IdTable;
  /** 1 for a row that has since been changed or removed. Set by the segment's owner. */
  readonly retired: Uint8Array;
  /** Full normalised names, and which of them each row has. */
  readonly fullNames: TokenTable;
  readonly firstNames: Uint32Array;
  readonly lastNames: Uint32Array;
  readonly nameWords: Column;
  readonly emails: Column;
  readonly phones: DigitColumn;
  readonly nationalPhones: DigitColumn;
  /** Phone digits in reverse. */
  readonly reversedPhones: DigitColumn;
  readonly identifiers: Column;
  /** The final digits of identifiers, in reverse. */
  readonly reversedIdentifiers: DigitColumn;
  readonly lists: ListColumns;
};

/**
 * Increase it whenever the contents or the order of a segment change. A stored index of another
 * format is ignored.
 */
export const SEGMENT_FORMAT = 5;

/** The same rows, none of them retired. Shares everything else. */
export const wholeAgain = <Id extends string>(segment: Segment<Id>): Segment<Id> => ({
  ...segment,
  retired: new Uint8Array(segment.ids.length),
});

/** The row with an id, or -1 if it is missing or retired. */
export const findRow = (segment: Segment<string>, id: string): number => {
  const row = findId(segment.rowsById, segment.ids, id);
  return segment.retired[row] === 0 ? row : -1;
};

/** Decodes the rows that aren't retired. A row retired meanwhile is left out. */
export function* liveRows<Id extends string>(segment: Segment<Id>): Generator<SearchRow<Id>> {
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
      birthday: dayOfYearAt(segment.lists, row),
      joinedAt: joinedAtOf(segment.lists, row),
      homeId: homeAt(segment.lists, row),
      associateId: associateAt(segment.lists, row),
      vip: vipTimeAt(segment.lists, row),
    };
  }
}

const textsOf = ({ table, tokenStarts, tokens }: Column, row: number): readonly string[] =>
  Array.from(tokens.subarray(tokenStarts[row] ?? 0, tokenStarts[row + 1] ?? 0), (token) =>
    tokenAt(table, token),
  );
