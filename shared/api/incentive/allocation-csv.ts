import type { Currency } from "#shared/kernel/currency.ts";
import { foldCode } from "#shared/kernel/fold-code.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { newAllocationSchema, newCodesOf } from "./allocation.ts";

/** The layout of codes in CSV: columns named as the fields of the API. */
export const CODES_CSV = {
  columns: ["code", "name", "value", "valid_from", "valid_to", "external_id"],
  rowsMax: 5000,
} as const;

type Row = { readonly fields: Readonly<Record<string, string>>; readonly line: number };

/** The codes to load, each with its line; or what is wrong, by line ([N7]). */
export const codesInRows = (rows: readonly Row[], currency: Currency) => {
  const problems: string[] = [];
  const firstLines = new Map<string, number>();
  const codes = rows.flatMap(({ fields, line }) => {
    const parsed = newAllocationSchema(currency).safeParse(fields);
    if (!parsed.success) {
      // One message a field is enough.
      const messages = new Map(
        parsed.error.issues.map(({ path, message }) => [path.join("."), message]),
      );
      for (const [field, message] of messages) {
        problems.push(`Line ${line}, ${field}: ${message}.`);
      }
      return [];
    }
    const key = foldCode(parsed.data.code);
    const first = firstLines.get(key);
    if (first !== undefined) problems.push(`Line ${line}, code: the same as in line ${first}.`);
    firstLines.set(key, first ?? line);
    return newCodesOf([parsed.data]);
  });
  const read: Result<
    { readonly codes: typeof codes; readonly lines: readonly number[] },
    readonly string[]
  > = problems.length > 0 ? err(problems) : ok({ codes, lines: rows.map(({ line }) => line) });
  return read;
};

const PROBLEMS_MAX = 20;

/** The first problems, and how many more there are. */
export const problemsShown = (problems: readonly string[]): readonly string[] => {
  const more = problems.length - PROBLEMS_MAX;
  const shown = problems.slice(0, PROBLEMS_MAX);
  return more > 0 ? [...shown, `And ${more} more.`] : shown;
};
