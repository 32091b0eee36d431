import {
  shortfallView,
  shortfallViewSchema,
  writeOffBodySchema,
  writeOffOf,
  writeOffView,
  writeOffViewSchema,
} from "#shared/api/ledger/shortfall.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { conflict, invalid, keyReused, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { readOutstanding } from "#sync-server/storage/ledger/account-store.ts";
import { listWriteOffs, readWriteOff } from "#sync-server/storage/ledger/write-off-store.ts";
import { writeOffTable } from "#sync-server/storage/ledger/write-off-table.ts";

/** `/profiles/{id}/shortfalls`: what a profile owes (DOMAIN §11.9). */
export const shortfalls = profileResource({
  path: "/shortfalls",
  noun: "shortfall",
  scope: "ledgers",
  view: shortfallViewSchema,
  all: ({ read, profile }) => readOutstanding(read, profile.id),
  show: ({ currency }, owed) => owed.map((each) => shortfallView(each, currency)),
});

/** `/profiles/{id}/write-offs`: what head office has given up of that, and why. */
export const writeOffs = profileResource({
  path: "/write-offs",
  noun: "write-off",
  tag: "shortfalls",
  view: writeOffViewSchema,
  list: {
    filters: filtersOf(writeOffTable, { unit: "type" }),
    page: ({ read, profile }, query) => listWriteOffs(read, profile.id, query),
  },
  create: {
    body: writeOffBodySchema,
    write: async ({ read, write, profile, body, commandId }) => {
      const { reason, reference } = body;
      const input = { ...writeOffOf(body), reason, reference, profileId: profile.id, commandId };
      return rowWritten(await write("writeOff", input), ({ id }) => readWriteOff(read, id));
    },
    summary: "Write off some or all of what a profile owes",
    description: "Never more than is owed. Tills show the rest with their next pull.",
  },
  show: ({ currency }, rows) => rows.map((row) => writeOffView(row, currency)),
  refusals: {
    key_reused: keyReused,
    profile_unknown: unknown("profile"),
    amount_not_positive: invalid("amount", "The amount must be more than 0."),
    more_than_owed: conflict("The profile owes less than that. Read its shortfalls."),
  },
});
