import { joinedNames, nameTokens, normaliseName } from "#shared/profile/name-words.ts";
import { createColumnBuilder } from "./column.ts";
import type { SearchRow } from "./search-row.ts";
import { createTokenPool } from "./token-pool.ts";
import type { TokenTable } from "./token-table.ts";

/** The full names of the added rows, as ranks in the sorted table of names. */
export type RankedNames = {
  readonly table: TokenTable;
  /** By added row. */
  readonly firstNames: Uint32Array;
  readonly lastNames: Uint32Array;
};

/**
 * Creates a builder for names. Most names are shared by many people, so each is split only once.
 */
export const createNameBuilder = () => {
  const fullNames = createTokenPool();
  const words = createColumnBuilder();
  const known = new Map<string, EnteredName>();
  const firstNames: number[] = [];
  const lastNames: number[] = [];

  const enter = (name: string) => {
    const before = known.get(name);
    if (before) return before;
    const normalised = normaliseName(name);
    const entered = {
      normalised,
      full: fullNames.add(normalised),
      words: nameTokens(normalised).map(words.enter),
    };
    known.set(name, entered);
    return entered;
  };

  return {
    addRow: ({ firstName, lastName }: SearchRow<string>): void => {
      const first = enter(firstName);
      const last = enter(lastName);
      firstNames.push(first.full);
      lastNames.push(last.full);
      for (const word of last.words) words.give(word);
      for (const word of first.words) words.give(word);
      for (const name of joinedNames(first.normalised, last.normalised)) {
        words.give(words.enter(name));
      }
      words.endRow();
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

type EnteredName = {
  readonly normalised: string;
  readonly full: number;
  readonly words: readonly number[];
};
