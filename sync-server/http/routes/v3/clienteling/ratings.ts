import {
  newRatingSchema,
  ratingChangeSchema,
  ratingOf,
  ratingView,
  ratingViewSchema,
} from "#shared/api/clienteling/rating.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { ratingIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listRatingsOf, ratingStore } from "#sync-server/storage/clienteling/rating-store.ts";
import { type RatingRecord, ratingTable } from "#sync-server/storage/clienteling/rating-table.ts";
import { ENCOUNTER_REFUSALS, PRODUCT_REFUSALS, readEncounters } from "./encounters.ts";

const shared = {
  path: "/ratings",
  noun: "rating",
  view: ratingViewSchema,
  show: async ({ read }: Plane, rows: readonly RatingRecord[]) => {
    const foundOf = await readEncounters(read, rows);
    return rows.map((row) => ratingView(row, foundOf(row)));
  },
};
const filters = filtersOf(ratingTable);

/** `/ratings` (DOMAIN §15.4). */
export const ratings = resource({
  ...shared,
  id: rowNumber.pipe(ratingIdSchema),
  list: { filters, page: ({ read }, query) => ratingStore.list(read, query) },
  read: ({ read }, id) => ratingStore.read(read, id),
  create: {
    body: newRatingSchema,
    write: ({ write, body }) => write("createRating", { ...ratingOf(body), score: body.score }),
  },
  change: {
    body: ratingChangeSchema,
    write: ({ write, body }, id) => write("updateRating", { id, changes: ratingOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteRating", { id }) },
  refusals: {
    ...ENCOUNTER_REFUSALS,
    ...PRODUCT_REFUSALS,
    rating_unknown: unknown("rating"),
    score_over_max: ({ max }) => invalid("score", `The score must not be above ${max}.`),
  },
});

/** The ratings of one profile. */
export const ratingsOfProfile = profileResource({
  ...shared,
  list: { filters, page: ({ read, profile }, query) => listRatingsOf(read, profile.id, query) },
});
