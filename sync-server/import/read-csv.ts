import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** A line of a CSV text: its fields by column, and the line on which it starts. */
export type CsvRow = {
  readonly fields: Readonly<Record<string, string>>;
  readonly line: number;
};

/** What a CSV text has to look like. */
export type CsvLayout = {
  /** The columns that it may have, in any order; the first one must be there. */
  readonly columns: readonly [string, ...string[]];
  readonly rowsMax: number;
};

const recordsSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }),
);

/**
 * Reads CSV as RFC 4180 has it, with the names of the columns in the first line, or says what is
 * wrong on which lines.
 */
export const readCsv = (
  text: string,
  layout: CsvLayout,
): Result<readonly CsvRow[], readonly string[]> => {
  const read = readRecords(text);
  if (!read.ok) return read;
  const [header, ...records] = read.value;
  const names = header?.fields.map((name) => name.trim().toLowerCase()) ?? [];
  const wrong = headerProblem(names, layout.columns);
  if (wrong !== null) return err([`Line ${header?.line ?? 1}: ${wrong}`]);
  if (records.length === 0) return err(["There is nothing below the header."]);
  if (records.length > layout.rowsMax) {
    return err([`There are more than ${layout.rowsMax} lines.`]);
  }
  const problems = records.flatMap(({ fields, line }) =>
    fields.length === names.length
      ? []
      : [
          `Line ${line}: it has to have as many fields as the header, ${names.length}, and has ${fields.length}.`,
        ],
  );
  if (problems.length > 0) return err(problems);
  return ok(
    records.map(({ fields, line }) => ({
      fields: Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""])),
      line,
    })),
  );
};

type NumberedRecord = { readonly fields: readonly string[]; readonly line: number };

const readRecords = (text: string): Result<readonly NumberedRecord[], readonly string[]> => {
  try {
    const records = recordsSchema.parse(
      parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
    );
    return ok(
      // A quoted field may span lines, and the parser says where the record ends.
      records.map(({ record, info }) => ({
        fields: record,
        line: info.lines - (record.join("").match(/\r\n|\n|\r/g)?.length ?? 0),
      })),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"]);
    return err([`Line ${line}: a quoted field isn't closed, or has a quote of its own.`]);
  }
};

const headerProblem = (names: readonly string[], columns: CsvLayout["columns"]): string | null => {
  const stranger = names.find((name) => !columns.includes(name));
  if (stranger !== undefined) {
    return `there is no column “${stranger}”. There are ${columns.join(", ")}.`;
  }
  if (new Set(names).size < names.length) return "a column is there twice.";
  return names.includes(columns[0]) ? null : `the column ${columns[0]} is missing.`;
};
