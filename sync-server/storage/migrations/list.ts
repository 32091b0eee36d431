import type { Dialect } from "#sync-server/storage/dialect.ts";
import { firstTables } from "./0001-first-tables.ts";
import { profileAttributes } from "./0002-profile-attributes.ts";

/**
 * One step in the history of the tables. Once released it is never edited: the next one fixes it.
 * A column that holds a word of a closed list (a kind, a unit, a state) has no CHECK: the list in
 * the code grows without a migration, and stores parse such a word with its schema as they read it.
 */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
};

export const migrations: readonly Migration[] = [
  { number: 1, name: "first-tables", statements: firstTables },
  { number: 2, name: "profile-attributes", statements: profileAttributes },
];
