import type { DialectName } from "./sql.ts";

/**
 * Everything that differs between the two databases. All other SQL is written once and works on
 * both.
 */
export type Dialect = {
  readonly name: DialectName;
  /** A column of generated whole numbers that is the primary key. */
  readonly identityColumn: string;
  /** The same, but the number of a deleted row may be reused. */
  readonly sequenceColumn: string;
  /** The type of whole numbers up to 2^53. */
  readonly integer: string;
  /** The type of numbers with decimals, as JavaScript has them. */
  readonly decimal: string;
  /** Ends a table definition. */
  /** After the type of a text column whose order is that of its bytes. */
  readonly bytewise: string;
  readonly tableEnd: string;
  /** The same for a table that is best stored in key order. */
  readonly keyedTableEnd: string;
  /** The type of `feed.tx`. */
  readonly transactionId: string;
  /** The id of the current write transaction, as in `feed.tx`. */
  readonly currentTransaction: string;
  /**
   * The next number in commit order, for the n-th row (from 1) of a statement. SQLite has one
   * writer, so max + 1 is enough; rows of the feed are never deleted.
   */
  readonly nextFeedSeq: (n: number) => string;
  /**
   * The feed and the lots, read by the index that keeps the cost constant. SQLite's planner doesn't
   * know how large the tables get, and would choose another index.
   */
  readonly feedByPlace: string;
  readonly openLots: string;
  /** True for rows of the feed after a place, passed in as `tx` and `seq`. */
  readonly isAfterPlace: string;
  /** True for rows of the feed that no open transaction can still insert before. */
  readonly isSettled: string;
  /** The same for `events`, which SQLite numbers in commit order. */
  readonly isAfterEvent: string;
  readonly eventOrder: string;
  /** `events`, to be read in that order: SQLite would rather sort what an index has found. */
  readonly eventsInOrder: string;
  /** The last place up to which the feed can be served, as `tx` and `seq`. */
  readonly feedHead: string;
  /** Locks the rows that a `select` found for this transaction. */
  readonly forUpdate: string;
  /** The same, but rows that refer to them can still be inserted. */
  readonly forNoKeyUpdate: string;
  /** The same as `forUpdate` without waiting: skips rows that another transaction has locked. */
  readonly forUpdateSkipLocked: string;
  /** Prevents others from changing the rows that a `select` found during this transaction. */
  readonly forShare: string;
  /**
   * A statement that lets one transaction at a time go on with the same name, passed in as text.
   */
  readonly lockNamed: string;
  /** The same for a lock that several may have at once, while nobody has it alone. */
  readonly lockNamedShared: string;
  /**
   * The strings in a column that holds a JSON list of them, as rows `element` with the column
   * `value`.
   */
  readonly elementsOf: (column: string) => string;
  /**
   * What comes before and after a select that gives a few thousand keys at most, to find the rows
   * that have one. PostgreSQL is told to run it once: it expects nearly no rows from it, and would
   * otherwise compare each of them with each of the others.
   */
  readonly oneOf: readonly [before: string, after: string];
  /**
   * The words of names that hold a part of at least three letters, passed in as `partOf` writes it,
   * after the tenant.
   */
  readonly wordsHolding: string;
  readonly partOf: (text: string) => string;
  /** Comes after a column, and is true if it is in a JSON list of strings that is passed in. */
  readonly isListed: string;
  /**
   * The profiles of a JSON list of ids that is passed in, as rows `ranked` with the columns `value`
   * and `place`.
   */
  readonly rankedIds: string;
  /** A string in a column that holds a JSON object; null if the key is missing. */
  readonly textIn: (column: string, key: string) => string;
  /** Any value there as text: a number as it is written, `true` or `false`, JSON of the rest. */
  readonly anyTextIn: (column: string, key: string) => string;
  /** A whole number there. */
  readonly wholeIn: (column: string, key: string) => string;
  /** A boolean there, as 0 or 1. */
  readonly flagIn: (column: string, key: string) => string;
  /** Like `elementsOf`, for what may be a list inside a column that holds a JSON object. */
  readonly elementsIn: (column: string, key: string) => string;
  /** How a path of keys in JSON is passed in. */
  readonly pathOf: (keys: readonly string[]) => string;
  /**
   * Before and after such a path: the texts, numbers and booleans there, one or those of a list, as
   * rows `element` with a condition. `valueText` is such a value as text.
   */
  readonly valuesAt: (column: string) => readonly [before: string, after: string];
  readonly valueText: string;
};

const sqlite: Dialect = {
  name: "sqlite",
  identityColumn: "integer primary key autoincrement",
  sequenceColumn: "integer primary key",
  integer: "integer",
  decimal: "real",
  bytewise: "",
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
  eventsInOrder: "events not indexed",
  feedHead: "select '0' as tx, coalesce(max(seq), 0) as seq from feed where tx = 0",
  // There is only one writer, and it began with `begin immediate`.
  forUpdate: "",
  forNoKeyUpdate: "",
  forUpdateSkipLocked: "",
  forShare: "",
  lockNamed: "select cast(? as text) as locked",
  lockNamedShared: "select cast(? as text) as locked",
  oneOf: ["in (", ")"],
  wordsHolding: `select words.word from name_words as words
    join name_word_parts on name_word_parts.rowid = words.id
    where words.tenant_id = ? and name_word_parts match ?`,
  partOf: (text) => `"${text.replaceAll('"', '""')}"`,
  isListed: "in (select value from json_each(?))",
  rankedIds: "(select value, key as place from json_each(?)) as ranked",
  elementsOf: (column) => `json_each(${column}) as element`,
  textIn: (column, key) => `(${column} ->> '${key}')`,
  anyTextIn: (column, key) =>
    `(case json_type(${column}, '$.${key}') when 'true' then 'true' when 'false' then 'false'
      else cast(${column} ->> '${key}' as text) end)`,
  wholeIn: (column, key) => `(${column} ->> '${key}')`,
  flagIn: (column, key) => `(${column} ->> '${key}')`,
  elementsIn: (column, key) => `json_each(${column}, '$.${key}') as element`,
  pathOf: (keys) => ["$", ...keys.map((key) => JSON.stringify(key))].join("."),
  // What an object holds has its name for a key; what a list holds, its place.
  valuesAt: (column) => [
    `json_each(${column}, `,
    ") as element where typeof(element.key) <> 'text'",
  ],
  valueText: `(case element.type when 'true' then 'true' when 'false' then 'false'
    else cast(element.atom as text) end)`,
};

const postgres: Dialect = {
  name: "postgres",
  identityColumn: "bigint generated always as identity primary key",
  sequenceColumn: "bigint generated always as identity primary key",
  integer: "bigint",
  decimal: "double precision",
  bytewise: 'collate "C"',
  tableEnd: "",
  keyedTableEnd: "",
  transactionId: "xid8",
  currentTransaction: "pg_current_xact_id()",
  nextFeedSeq: () => "nextval('feed_seq')",
  feedByPlace: "feed",
  openLots: "lots as l",
  isAfterPlace: "(tx, seq) > (cast(? as xid8), ?)",
  // Numbers are allocated before commit, so a poller that relied on them alone would lose rows.
  isSettled: "tx < pg_snapshot_xmin(pg_current_snapshot())",
  isAfterEvent: "(tx, seq) > (cast(? as xid8), ?)",
  eventOrder: "events.tx, events.seq",
  eventsInOrder: "events",
  feedHead: "select pg_snapshot_xmin(pg_current_snapshot())::text as tx, 0 as seq",
  forUpdate: "for update",
  forNoKeyUpdate: "for no key update",
  forUpdateSkipLocked: "for update skip locked",
  forShare: "for share",
  lockNamed: "select pg_advisory_xact_lock(hashtextextended(?, 0)) is null as locked",
  lockNamedShared: "select pg_advisory_xact_lock_shared(hashtextextended(?, 0)) is null as locked",
  oneOf: ["= any (array(", "))"],
  wordsHolding:
    "select words.word from name_words as words where words.tenant_id = ? and words.word like ?",
  partOf: (text) => `%${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`,
  isListed: "= any (array(select jsonb_array_elements_text(?::jsonb)))",
  rankedIds: "jsonb_array_elements_text(?::jsonb) with ordinality as ranked (value, place)",
  elementsOf: (column) => `jsonb_array_elements_text(${column}::jsonb) as element (value)`,
  textIn: (column, key) => `(${column}::jsonb ->> '${key}')`,
  anyTextIn: (column, key) => `(${column}::jsonb ->> '${key}')`,
  wholeIn: (column, key) => `((${column}::jsonb ->> '${key}')::bigint)`,
  flagIn: (column, key) => `((${column}::jsonb ->> '${key}')::boolean::int)`,
  elementsIn: (column, key) =>
    `jsonb_array_elements_text(case jsonb_typeof(${column}::jsonb -> '${key}')
      when 'array' then ${column}::jsonb -> '${key}' else '[]' end) as element (value)`,
  // Strict, so that a key is never looked for in what a list holds.
  pathOf: (keys) => ["strict $", ...keys.map((key) => JSON.stringify(key))].join("."),
  valuesAt: (column) => [
    `(select jsonb_path_query_first(${column}::jsonb, cast(`,
    ` as jsonpath), '{}', true) as it) as found, jsonb_array_elements(case jsonb_typeof(found.it)
      when 'array' then found.it when 'object' then '[]' else jsonb_build_array(found.it) end
    ) as element (value) where jsonb_typeof(element.value) not in ('array', 'object')`,
  ],
  valueText: "(element.value #>> '{}')",
};

const dialects = { sqlite, postgres } as const satisfies Record<DialectName, Dialect>;

/** What differs in the SQL of a database. */
export const dialectOf = (name: DialectName): Dialect => dialects[name];
