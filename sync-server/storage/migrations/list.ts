import type { Dialect } from "#sync-server/storage/dialect.ts";
import { firstTables } from "./0001-first-tables.ts";
import { profileAttributes } from "./0002-profile-attributes.ts";
import { listStatistics } from "./0003-list-statistics.ts";

/**
 * One step in the history of the tables. Once released it is never edited: a later one fixes it.
 * Columns that hold a closed word (a kind, a unit, a state) have no CHECK: the list in the code
 * grows without a migration, and stores parse the word with its schema.
 */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
};

export const migrations: readonly Migration[] = [
  { number: 1, name: "first-tables", statements: firstTables },
  { number: 2, name: "profile-attributes", statements: profileAttributes },
  { number: 3, name: "list-statistics", statements: listStatistics },
];
