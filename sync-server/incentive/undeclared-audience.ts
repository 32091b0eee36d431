import { z } from "zod";
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
  if (region !== null && region !== known.region) {
    const regions = await readTerms(deps, "region");
    if (!isDeclared(regions, region)) return { reason: "region_undeclared" };
  }
  if (statuses.every((status) => known.statuses.includes(status))) return null;
  const declared = await readTerms(deps, "status");
  const index = statuses.findIndex(
    (status) => !known.statuses.includes(status) && !isDeclared(declared, status),
  );
  return index < 0 ? null : { reason: "status_undeclared", index };
};

/** Any handle will do until head office declares the first one. */
const isDeclared = (declared: readonly { readonly handle: string }[], handle: string): boolean =>
  declared.length === 0 || declared.some((term) => term.handle === handle);
