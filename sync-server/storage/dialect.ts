import type { DialectName } from "./sql.ts";

/**
 * All that the two databases do not say alike. Everything else is written once, in SQL that both
 * understand.
 */
export type Dialect = {
  readonly name: DialectName;
  /** A column of whole numbers that the database hands out, and that names the row. */
  readonly identityColumn: string;
  /** The same where a number may be handed out again after its row has gone. */
  readonly sequenceColumn: string;
  /** The type of whole numbers up to 2^53. */
  readonly integer: string;
  /** What ends the definition of a table. */
  readonly tableEnd: string;
  /** The same for a table that is best kept in the order of its key. */
  readonly keyedTableEnd: string;
  /** The type of `feed.tx`. */
  readonly transactionId: string;
  /** The transaction that writes, as `feed.tx` holds it. */
  readonly currentTransaction: string;
  /**
   * The next number in the order of commits, for the n-th row (from 1) of a statement. SQLite has one
   * writer, so the highest number and one more is enough; no row of the feed is ever taken out.
   */
  readonly nextFeedSeq: (n: number) => string;
  /**
   * The feed and the lots, read by the index that keeps their cost flat. SQLite's planner does not
   * know how long they get, and would rather take another.
   */
  readonly feedByPlace: string;
  readonly openLots: string;
  /** Holds of the rows of the feed after a place, given as its `tx` and its `seq`. */
  readonly isAfterPlace: string;
  /** Holds of the rows of the feed that no open transaction can still get before. */
  readonly isSettled: string;
  /** The same place and order for `events`, of which SQLite numbers its rows in the order of commits. */
  readonly isAfterEvent: string;
  readonly eventOrder: string;
  /** The place up to which the feed can be served, as `tx` and `seq`. */
  readonly feedHead: string;
  /** Keeps the rows that a `select` has found for this transaction. */
  readonly forUpdate: string;
  /** The same, without waiting: rows that another transaction keeps are left out. */
  readonly forUpdateSkipLocked: string;
  /** Lets nobody else change the rows of one table of a `select` during this transaction. */
  readonly forShareOf: (table: string) => string;
  /** The texts of a column that holds a JSON list of them, as rows `element` with the column `value`. */
  readonly elementsOf: (column: string) => string;
  /** A text of a column that holds a JSON object; null where it has none under that key. */
  readonly textIn: (column: string, key: string) => string;
  /** The same as `elementsOf` for a list within a column that holds a JSON object. */
  readonly elementsIn: (column: string, key: string) => string;
};

const sqlite: Dialect = {
  name: "sqlite",
  identityColumn: "integer primary key autoincrement",
  sequenceColumn: "integer primary key",
  integer: "integer",
  tableEnd: "strict",
  keyedTableEnd: "strict, without rowid",
  transactionId: "integer",
  currentTransaction: "0",
  nextFeedSeq: (n) => `coalesce((select max(seq) from feed where tx = 0), 0) + ${n}`,
  feedByPlace: "feed indexed by feed_by_place",
  openLots: "lots as l indexed by lots_open",
  isAfterPlace: "(tx, seq) > (cast(? as integer), ?)",
  isSettled: "true",
  isAfterEvent: "tx = cast(? as integer) and seq > ?",
  eventOrder: "seq",
  feedHead: "select '0' as tx, coalesce(max(seq), 0) as seq from feed where tx = 0",
  // One writer, and it began with `begin immediate`.
  forUpdate: "",
  forUpdateSkipLocked: "",
  forShareOf: () => "",
  elementsOf: (column) => `json_each(${column}) as element`,
  textIn: (column, key) => `(${column} ->> '${key}')`,
  elementsIn: (column, key) => `json_each(${column}, '$.${key}') as element`,
};

const postgres: Dialect = {
  name: "postgres",
  identityColumn: "bigint generated always as identity primary key",
  sequenceColumn: "bigint generated always as identity primary key",
  integer: "bigint",
  tableEnd: "",
  keyedTableEnd: "",
  transactionId: "xid8",
  currentTransaction: "pg_current_xact_id()",
  nextFeedSeq: () => "nextval('feed_seq')",
  feedByPlace: "feed",
  openLots: "lots as l",
  isAfterPlace: "(tx, seq) > (cast(? as xid8), ?)",
  // Numbers are handed out before they are committed: a poller that trusts them alone loses rows.
  isSettled: "tx < pg_snapshot_xmin(pg_current_snapshot())",
  isAfterEvent: "(tx, seq) > (cast(? as xid8), ?)",
  eventOrder: "events.tx, events.seq",
  feedHead: "select pg_snapshot_xmin(pg_current_snapshot())::text as tx, 0 as seq",
  forUpdate: "for update",
  forUpdateSkipLocked: "for update skip locked",
  forShareOf: (table) => `for share of ${table}`,
  elementsOf: (column) => `jsonb_array_elements_text(${column}::jsonb) as element (value)`,
  textIn: (column, key) => `(${column}::jsonb ->> '${key}')`,
  elementsIn: (column, key) =>
    `jsonb_array_elements_text(${column}::jsonb -> '${key}') as element (value)`,
};

const dialects = { sqlite, postgres } as const satisfies Record<DialectName, Dialect>;

export const dialectOf = (name: DialectName): Dialect => dialects[name];
