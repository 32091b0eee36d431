import { rowNumber } from "#shared/api/fields.ts";
import {
  freezeBodySchema,
  freezeView,
  freezeViewSchema,
  unfreezeBodySchema,
} from "#shared/api/ledger/freeze.ts";
import { freezeIdSchema } from "#shared/kernel/ids.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { conflict, keyReused, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { readFreezeOf, readFreezesOf } from "#sync-server/storage/ledger/freeze-store.ts";

/** `/profiles/{id}/freezes`: each time a profile's account was frozen, and why (DOMAIN §11.12). */
export const freezes = profileResource({
  path: "/freezes",
  noun: "freeze",
  id: rowNumber.pipe(freezeIdSchema),
  view: freezeViewSchema,
  all: ({ read, profile }) => readFreezesOf(read, profile.id),
  read: ({ read, profile }, id) => readFreezeOf(read, profile.id, id),
  create: {
    body: freezeBodySchema,
    write: async ({ read, write, profile, body, commandId }) => {
      const frozen = await write("freezeAccount", { ...body, profileId: profile.id, commandId });
      return rowWritten(frozen, ({ id }) => readFreezeOf(read, profile.id, id));
    },
    summary: "Freeze the account of a profile",
    description: "Nothing can be redeemed from it until it is unfrozen. It still earns.",
  },
  change: {
    body: unfreezeBodySchema,
    write: async ({ read, write, profile, body }, freezeId) => {
      const { unfreeze_reason: reason, unfreeze_reference: reference } = body;
      const input = { profileId: profile.id, freezeId, reason, reference };
      const ended = await write("unfreezeAccount", input);
      return rowWritten(ended, ({ id }) => readFreezeOf(read, profile.id, id));
    },
    summary: "Unfreeze the account of a profile",
  },
  show: (_plane, rows) => rows.map(freezeView),
  refusals: {
    key_reused: keyReused,
    profile_unknown: unknown("profile"),
    already_frozen: conflict("The account is frozen already. Read its freezes."),
    freeze_unknown: unknown("freeze of this profile"),
    already_unfrozen: conflict("This freeze has ended already, for another reason."),
  },
});
