import type { Dialect } from "#sync-server/storage/dialect.ts";
import { firstTables } from "./0001-first-tables.ts";
import { profileAttributes } from "./0002-profile-attributes.ts";

/** One step of the tables' history. Once released it is never edited: what is wrong is mended by the next. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
};

export const migrations: readonly Migration[] = [
  { number: 1, name: "first-tables", statements: firstTables },
  { number: 2, name: "profile-attributes", statements: profileAttributes },
];
