import { err, ok, type Result } from "#shared/kernel/result.ts";

/**
 * The values of `filter[field][in]`. In one text they are separated by commas; a value with a
 * comma, or an empty one, is put in double quotes, and a quote in it is doubled, as in CSV. Sent as
 * `filter[field][in][]`, once for each, values are taken as they are. A value that is missing
 * between two commas is refused, not left out.
 */
export const parseListedValues = (
  sent: string | readonly string[],
  isWhole: boolean,
): Result<readonly string[], string> => {
  if (isWhole) return ok(typeof sent === "string" ? [sent] : sent);
  if (typeof sent !== "string") return err("is set more than once; write filter[field][in][]");
  const values: string[] = [];
  let at = 0;
  for (;;) {
    PART.lastIndex = at;
    const part = PART.exec(sent);
    const [whole = "", quoted, bare = "", end] = part ?? [];
    if (part === null) return err('has a value with a quote out of place: write "a ""b"", c"');
    if (quoted === undefined && bare.trim() === "") {
      return err('has an empty value; if that is meant, write ""');
    }
    values.push(quoted?.replaceAll('""', '"') ?? bare.trim());
    if (end === "") return ok(values);
    at += whole.length;
  }
};

/** One value, with the comma after it or the end. */
const PART = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y;
