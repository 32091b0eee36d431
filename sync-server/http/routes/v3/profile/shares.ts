import { rowNumber } from "#shared/api/fields.ts";
import {
  newShareSchema,
  newShareUseSchema,
  shareChangeSchema,
  shareOf,
  shareUseView,
  shareUseViewSchema,
  shareView,
  shareViewSchema,
} from "#shared/api/profile/share.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { shareIdSchema, shareUseIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { shareStore, shareUseStore } from "#sync-server/storage/profile/share-store.ts";
import { shareTable, shareUseTable } from "#sync-server/storage/profile/share-table.ts";

/** `/shares/uses`: who has used the shares of others (DOMAIN §15.5). */
export const shareUses = resource({
  path: "/shares/uses",
  noun: "use of a share",
  nouns: "uses of shares",
  tag: "shares",
  partOf: "shares",
  id: rowNumber.pipe(shareUseIdSchema),
  view: shareUseViewSchema,
  list: {
    filters: filtersOf(shareUseTable),
    page: ({ read }, query) => shareUseStore.list(read, query),
  },
  read: ({ read }, id) => shareUseStore.read(read, id),
  create: {
    body: newShareUseSchema,
    write: ({ write, body }) =>
      write("recordShareUse", { code: body.code, profileId: body.profile_id }),
    summary: "Use a share for a profile",
  },
  show: async ({ read }, uses) => {
    const ids = [...new Set(uses.map(({ shareId }) => shareId))];
    // Whoever sees the use sees what was used, even if its owner is deleted by now.
    const shares = await shareStore.readAll({ ...read, hidesDeleted: false }, ids);
    const views = new Map(shares.map((share) => [share.id, shareView(share)]));
    return uses.map((use) => shareUseView(use, assertDefined(views.get(use.shareId), "a share")));
  },
  refusals: {
    share_unknown: invalid("code", "There is no share with this code."),
    profile_unknown: invalid("profile_id", "There is no such profile."),
    own_share: invalid("profile_id", "The share is this profile's own."),
    share_used: conflict("The profile has used this share already."),
    share_over: invalid("code", "The share has expired."),
    share_used_up: invalid("code", "The share has been used as often as it can be."),
  },
});

/** `/shares` (DOMAIN §15.5). */
export const shares = resource({
  path: "/shares",
  noun: "share",
  id: rowNumber.pipe(shareIdSchema),
  view: shareViewSchema,
  list: {
    filters: filtersOf(shareTable),
    page: ({ read }, query) => shareStore.list(read, query),
  },
  read: ({ read }, id) => shareStore.read(read, id),
  create: {
    body: newShareSchema,
    write: ({ write, body }) =>
      write("createShare", {
        ...shareOf(body),
        ...{ profileId: body.profile_id, code: body.code ?? null },
        ...{ sourceType: body.source_type, sourceId: body.source_id },
      }),
  },
  change: {
    body: shareChangeSchema,
    write: ({ write, body }, id) => write("updateShare", { id, changes: shareOf(body) }),
  },
  remove: {
    write: ({ write }, id) => write("deleteShare", { id }),
    summary: "Delete a share that nobody has used",
  },
  show: (_plane, rows) => rows.map(shareView),
  refusals: {
    share_unknown: unknown("share"),
    profile_unknown: invalid("profile_id", "There is no such profile."),
    source_unknown: invalid("source_id", "There is no such thing of this source_type."),
    code_taken: invalid("code", "The code has already been taken."),
    remaining_over_quantity: invalid(
      "remaining_quantity",
      "The remaining_quantity must not be above the quantity.",
    ),
    absolute_expiry_missing: invalid(
      "absolute_expiry",
      "The absolute expiry is required with the period type absolute_date.",
    ),
    in_use: conflict("It can't be deleted: it has been used. Set its remaining_quantity to 0."),
  },
});
