import type { Dialect } from "#sync-server/storage/dialect.ts";

/** Columns of which many rows have the same value. */
const FEW_VALUES = ["unit", "system", "state", "source_type", "kind", "handle", "is_void"];

/** Partial indexes that hold few of a table's rows, and are there to be read whole. */
const FEW_ROWS = [
  "batch_rows_with_body",
  "batch_rows_with_error",
  "profiles_deleted",
  "profiles_erased",
];

/**
 * How large the tables of lists become. Without it SQLite takes any index for one of few rows, also
 * one of which it only uses the tenant, and would read everything the tenant has in the order that
 * is asked for, rather than find the few that match and sort these. These figures are made up, as
 * its manual suggests, so that its plans are the same everywhere. PostgreSQL counts for itself.
 */
export const listStatistics = ({ name }: Dialect): readonly string[] => STATISTICS[name];

const namesOf = (names: readonly string[]): string => names.map((each) => `'${each}'`).join(", ");

const ROWS = 1_000_000;

const STATISTICS = {
  // Numbers of rows: of the table, and those alike in each column and all before it.
  sqlite: [
    "analyze profiles",
    "delete from sqlite_stat1",
    `insert into sqlite_stat1 (tbl, idx, stat)
     select tables.name, indexes.name, iif(indexes.name in (${namesOf(FEW_ROWS)}), '10', '${ROWS}' || (
       select group_concat(
         case
           when indexes."unique" = 1 and columns.seqno = width.last then ' 1'
           when columns.name = 'tenant_id' then ' ${ROWS}'
           when columns.name in (${namesOf(FEW_VALUES)}) then ' ${ROWS / 10}'
           else ' 10'
         end, '' order by columns.seqno
       )
       from pragma_index_info(indexes.name) as columns,
         (select max(seqno) as last from pragma_index_info(indexes.name)) as width
     ))
     from sqlite_schema as tables, pragma_index_list(tables.name) as indexes
     where tables.type = 'table' and tables.name not like 'name_word%'`,
    // Lets this connection know, too.
    "analyze sqlite_schema",
  ],
  postgres: [],
} as const;
