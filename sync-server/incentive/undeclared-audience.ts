import { z } from "zod";
import type { TermKind } from "#shared/organisation/term.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Head office has declared regions or statuses, and not the one that a definition names. */
export type UndeclaredAudience =
  | { readonly reason: "region_undeclared" }
  | { readonly reason: "status_undeclared"; readonly index: number };

/** That of a definition of any kind; some have none. */
const audienceSchema = z.object({
  region: z.string().nullable().default(null),
  statuses: z.array(z.string()).default([]),
});

/**
 * What a definition says of whom it is for, although it isn't declared (DOMAIN §2.7 no. 3); null if
 * all is. What it said `before` may stay.
 */
export const undeclaredAudience = async (
  deps: ReadDeps,
  body: object,
  before: object | null,
): Promise<UndeclaredAudience | null> => {
  const { region, statuses } = audienceSchema.parse(body);
  const known = audienceSchema.parse(before ?? {});
  if (region !== null && region !== known.region && !(await isDeclared(deps, "region", region))) {
    return { reason: "region_undeclared" };
  }
  for (const [index, status] of statuses.entries()) {
    if (!known.statuses.includes(status) && !(await isDeclared(deps, "status", status))) {
      return { reason: "status_undeclared", index };
    }
  }
  return null;
};

/** Any handle will do until head office declares the first one. */
const isDeclared = async (deps: ReadDeps, kind: TermKind, handle: string): Promise<boolean> => {
  const declared = await readTerms(deps, kind);
  return declared.length === 0 || declared.some((term) => term.handle === handle);
};
