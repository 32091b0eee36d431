import { type Dialect, dialectOf } from "./dialect.ts";
import { executeOf } from "./kysely-over.ts";
import type { AcrossDeps, ReadDeps, WriteContext } from "./sql.ts";

/** A value that can be bound to a placeholder. */
export type Parameter = string | number | null;

/** Runs one statement and returns its rows. */
type Run<Row> = (deps: AcrossDeps, parameters: readonly Parameter[]) => Promise<readonly Row[]>;

/**
 * A statement of the hot path: its text is built once per dialect instead of on every call, and
 * both drivers cache the prepared statement under that text. Placeholders are written `?`. `Row`
 * declares the columns: ids and instants come back branded as they went in.
 *
 * Write a limit that never changes into the text (`sql.lit` in Kysely). SQLite plans by the value
 * of a bound limit, so it prepares the statement again each time: 50 µs where the read takes 10.
 */
export const statement = <Row = never>(text: string | ((dialect: Dialect) => string)): Run<Row> => {
  const texts = typeof text === "string" ? () => text : text;
  const sqlite = texts(dialectOf("sqlite"));
  const postgres = numberPlaceholders(texts(dialectOf("postgres")));
  return async (deps, parameters) => {
    const execute = executeOf(deps.sql);
    const { rows } = await execute(deps.dialect === "sqlite" ? sqlite : postgres, parameters);
    return rows;
  };
};

/**
 * A statement that only writes. On PostgreSQL nobody waits for its answer: the database runs the
 * statements of a transaction in the order in which they are sent, and once one fails, so do those
 * after it and the commit. So a write takes as many round trips as it reads, and no more. SQLite
 * goes on after a failure, so there it is waited for, which takes no time.
 */
export const writeStatement = (
  text: string | ((dialect: Dialect) => string),
): ((deps: WriteContext, parameters: readonly Parameter[]) => Promise<void>) =>
  sent(statement(text));

const sent =
  <Args extends readonly unknown[]>(
    run: (deps: WriteContext, ...args: Args) => Promise<unknown>,
  ): ((deps: WriteContext, ...args: Args) => Promise<void>) =>
  async (deps, ...args) => {
    const answer = run(deps, ...args);
    if (deps.dialect === "sqlite") await answer;
    // The transaction fails with it when it commits.
    else answer.catch(() => {});
  };

/**
 * A statement that locks the rows it finds, until the end of the transaction. There is nothing to
 * do on SQLite, which has only one writer.
 */
export const lockStatement = (
  text: (dialect: Dialect) => string,
): ((deps: ReadDeps, parameters: readonly Parameter[]) => Promise<void>) => {
  const lock = statement(text);
  return async (deps, parameters) => {
    if (deps.dialect !== "sqlite") await lock(deps, parameters);
  };
};

/** Runs a text that is put together on the spot, with placeholders written `?`. */
export const runText = async <Row>(
  deps: ReadDeps,
  text: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> => {
  const numbered = deps.dialect === "sqlite" ? text : numberPlaceholders(text);
  return (await executeOf(deps.sql)(numbered, parameters)).rows;
};

/** A statement whose number of rows varies between calls: one text for each number. */
export const rowsStatement = <Row = never>(
  text: (rows: number, dialect: Dialect) => string,
): ((
  deps: ReadDeps,
  rows: number,
  parameters: readonly Parameter[],
) => Promise<readonly Row[]>) => {
  const made = new Map<number, Run<Row>>();
  return (deps, rows, parameters) => {
    const known = made.get(rows) ?? statement<Row>((dialect) => text(rows, dialect));
    if (made.size < TEXTS_MAX) made.set(rows, known);
    return known(deps, parameters);
  };
};

const TEXTS_MAX = 200;

/**
 * A statement that writes any number of rows, each a list of values: in parts, because PostgreSQL
 * allows 65,535 parameters and SQLite half of that. Of few sizes, so that each stays prepared.
 */
export const writeRows = (
  text: (rows: number, dialect: Dialect) => string,
): ((deps: WriteContext, rows: readonly (readonly Parameter[])[]) => Promise<void>) => {
  const write = sent(rowsStatement(text));
  return async (deps, rows) => {
    let start = 0;
    while (start < rows.length) {
      const size = partSize(rows.length - start);
      await write(deps, size, rows.slice(start, start + size).flat());
      start += size;
    }
  };
};

/** Most writes have a few rows: those are written together. */
const partSize = (rows: number): number =>
  rows <= 16 ? rows : (PART_SIZES.find((size) => size <= rows) ?? 16);

const PART_SIZES = [512, 128, 32] as const;

/** `(?, ?, ?), (?, ?, ?)`: for `rows` rows of `columns` values. */
export const placeholderRows = (rows: number, columns: number): string =>
  Array.from({ length: rows }, () => `(${placeholders(columns)})`).join(", ");

/** SQL for so many parameters of one row. */
export const placeholders = (count: number): string => Array(count).fill("?").join(", ");

const numberPlaceholders = (text: string): string => {
  let n = 0;
  return text.replaceAll("?", () => `$${++n}`);
};
