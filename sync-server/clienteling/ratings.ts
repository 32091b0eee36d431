import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { ratingStore } from "#sync-server/storage/clienteling/rating-store.ts";
import type { NewRating, RatingRecord } from "#sync-server/storage/clienteling/rating-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type EncounterRefusal, resolveEncounter, type SentEncounter } from "./encounter.ts";
import { type ProductRefusal, problemOfProduct } from "./named-product.ts";

/** What it says of itself. */
type Said = Omit<NewRating, "profileId" | "locationId" | "staffId" | "ratedAt">;

/** A rating as it was sent: what is undefined stays. */
type SentRating = Changes<Said> & SentEncounter;

type RatingRefusal =
  | { readonly reason: "score_over_max"; readonly max: number }
  | ProductRefusal
  | EncounterRefusal;

/** Stars, unless a rating says otherwise. */
const SCORE_MAX_DEFAULT = 5;

/** Writes ratings (DOMAIN §15.4). */
export const {
  create: createRating,
  change: updateRating,
  remove: deleteRating,
} = recordWrites("rating", ratingStore, {
  newOf: (deps, sent: SentRating & Pick<Said, "score">) => {
    const fresh = { scoreMax: SCORE_MAX_DEFAULT, tags: [], meta: null, score: sent.score };
    return decide(deps, null, fresh, sent);
  },
  changedOf: (deps, before, changes: SentRating) => decide(deps, before, before, changes),
  wrote: (deps, verb, { id: ratingId, profileId, ratedAt, ...record }) => {
    const { score, scoreMax, productId, productVariantId, locationId, staffId } = record;
    deps.happened({
      kind: `rating.${verb}`,
      profileId,
      ...(verb === "created" ? { occurredAt: ratedAt } : {}),
      context: { ratingId, score, scoreMax, productId, productVariantId, locationId, staffId },
    });
  },
});

const decide = async (
  deps: WriteDeps,
  before: RatingRecord | null,
  base: Said,
  { profileId, identifier, location, staff, at, ...said }: SentRating,
): Promise<Result<NewRating, RatingRefusal>> => {
  const rating = { ...base, ...definedFields(said) };
  if (rating.score > rating.scoreMax)
    return err({ reason: "score_over_max", max: rating.scoreMax });
  const problem = await problemOfProduct(deps, said);
  if (problem) return err(problem);
  const encounter = await resolveEncounter(deps, before && { ...before, at: before.ratedAt }, {
    ...{ profileId, identifier, location, staff, at },
  });
  if (!encounter.ok) return encounter;
  const { at: ratedAt, ...named } = encounter.value;
  return ok({ ...rating, ...named, ratedAt });
};
