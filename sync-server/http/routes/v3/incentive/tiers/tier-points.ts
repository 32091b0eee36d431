import { rowNumber } from "#shared/api/fields.ts";
import {
  changedTierPointSchema,
  newTierPointSchema,
  tierPointChangesOf,
  tierPointOf,
  tierPointView,
  tierPointViewSchema,
} from "#shared/api/incentive/tiers/tier-point.ts";
import { tierPointIdSchema } from "#shared/kernel/ids.ts";
import { dayIn } from "#shared/kernel/time.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import {
  invalid,
  keyReused,
  staffUnknown,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import {
  listTierPoints,
  readTierPoint,
} from "#sync-server/storage/incentive/tiers/tier-point-store.ts";
import { tierPointTable } from "#sync-server/storage/incentive/tiers/tier-point-table.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** `/tier-points`: those that head office gave or took by hand (DOMAIN §7.7). */
export const tierPoints = resource({
  path: "/tier-points",
  noun: "tier point",
  scope: "tier-points",
  id: rowNumber.pipe(tierPointIdSchema),
  view: tierPointViewSchema,
  list: {
    filters: filtersOf(tierPointTable, { definition_id: "point_definition_id" }),
    page: ({ read }, query) => listTierPoints(read, query),
  },
  read: ({ read }, id) => readTierPoint(read, id),
  create: {
    body: newTierPointSchema,
    write: async ({ read, write, body, commandId }) => {
      const input = { ...tierPointOf(body, await readTenantZone(read)), commandId };
      const created = await write("createTierPoint", input);
      return rowWritten(created, ({ id }) => readTierPoint(read, id));
    },
    summary: "Give or take tier points by hand",
  },
  change: {
    body: changedTierPointSchema,
    write: async ({ read, write, body }, id) => {
      const changes = tierPointChangesOf(body, await readTenantZone(read));
      const changed = await write("changeTierPoint", { id, ...changes });
      return rowWritten(changed, (written) => readTierPoint(read, written.id));
    },
    summary: "Change tier points that were given or taken by hand",
  },
  remove: { write: ({ write }, id) => write("removeTierPoint", { id }) },
  show: async ({ read, now }, rows) => {
    const zone = await readTenantZone(read);
    const today = dayIn(now, zone);
    return rows.map((row) => tierPointView(row, dayIn(row.issuedAt, zone) > today));
  },
  refusals: {
    key_reused: keyReused,
    profile_unknown: invalid("profile_id", "There is no such profile."),
    staff_unknown: staffUnknown,
    definition_unknown: invalid(
      "point_definition_id",
      "There is no such definition of tier points in use.",
    ),
    in_the_future: invalid("accrued_at", "The time is in the future."),
    issued_before_accrued: invalid("issued_at", "The issued_at must not be before the accrued_at."),
    issued_too_late: ({ years }) =>
      invalid("issued_at", `They must count within ${years} years after they accrued.`),
    too_many_an_hour: tooManyAnHour,
    tier_point_unknown: unknown("tier point"),
  },
});
