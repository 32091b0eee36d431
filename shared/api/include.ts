import { z } from "zod";
import { entriesOf } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { hasScope } from "./access/scopes.ts";

/** What `include=` can name (DOMAIN §1.2). */
export type Includable<Relation extends { readonly scope: string }> = {
  /** What it can add to each row, by the name of its field, and the scope that takes. */
  readonly relations: Readonly<Record<string, Relation>>;
  /** The fields that are always there: naming them changes nothing. */
  readonly fields: readonly string[];
};

/** Why a request can't include what it asks for, in order of precedence. */
export type IncludeRefusal =
  | { readonly reason: "include_unknown"; readonly message: string }
  | { readonly reason: "scope_missing"; readonly scope: string };

const querySchema = z.looseObject({ include: z.string().max(300).default("") });

/** The names of the relations that a query includes, for a token with the scopes `held`. */
export const includedIn = (
  query: unknown,
  { relations, fields }: Includable<{ readonly scope: string }>,
  held: readonly string[],
): Result<readonly string[], IncludeRefusal> => {
  const parsed = querySchema.safeParse(query ?? {});
  if (!parsed.success) return err(unknown("The include must be names separated by commas."));
  const names = parsed.data.include.split(",").flatMap((name) => name.trim() || []);
  if (!names.every((name) => Object.hasOwn(relations, name) || fields.includes(name))) {
    const known = Object.keys(relations).join(", ");
    return err(
      unknown(known === "" ? "Nothing can be included here." : `You can include here: ${known}.`),
    );
  }
  const asked = entriesOf(relations).filter(([name]) => names.includes(name));
  const missing = asked.find(([, { scope }]) => !hasScope(held, scope));
  return missing
    ? err({ reason: "scope_missing", scope: missing[1].scope })
    : ok(asked.map(([name]) => name));
};

const unknown = (message: string): IncludeRefusal => ({ reason: "include_unknown", message });
