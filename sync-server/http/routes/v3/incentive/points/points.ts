import { z } from "zod";
import {
  newPointsSchema,
  pointsChangeOf,
  pointsChangeSchema,
  pointsIssueOf,
  pointView,
  pointViewSchema,
  takePointsSchema,
  takingOf,
} from "#shared/api/incentive/points/point.ts";
import { pointDefinitionApi } from "#shared/api/incentive/points/point-definition.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { UTC } from "#shared/kernel/time.ts";
import {
  holderOf,
  lotRefusals,
  lotRoutes,
  lotRoutesOfProfile,
  showLots,
} from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { readJoinedNumbers } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

const shared = {
  ...lotRoutes("point"),
  view: pointViewSchema,
  show: async (plane: Plane, lots: readonly LotRecord[]) => {
    const used = lots.filter(({ remaining }) => remaining === 0);
    const into = await readJoinedNumbers(
      plane.read,
      used.map(({ lotId }) => lotId),
    );
    return showLots("point", pointDefinitionApi, (lot, definition, { now, code }) =>
      pointView(lot, definition, { now, code, joinedInto: into.get(lot.lotId) ?? null }),
    )(plane, lots);
  },
};

/** `/points` (DOMAIN §7.2). */
export const points = resource({
  ...shared,
  create: {
    body: newPointsSchema,
    write: async (call) => {
      const profileId = await holderOf(call, call.body.profile_id);
      const zone = await readTenantZone(call.read);
      const input = { ...pointsIssueOf(call.body, zone), profileId, commandId: call.commandId };
      const issued = await call.write("issuePoints", input);
      return rowWritten(issued, ({ number }) => shared.read(call, number));
    },
    summary: "Issue points",
  },
  change: {
    body: pointsChangeSchema,
    write: async (call, number) => {
      const lot = await shared.read(call, number);
      const change = pointsChangeOf(call.body, lot?.timezone ?? UTC);
      const changed = await call.write("changePoints", { number, ...change });
      return rowWritten(changed, () => shared.read(call, number));
    },
    summary: "Change how many points were issued or are left, or when they expire",
  },
  remove: {
    isByHand: true,
    write: ({ write }, number, by) =>
      write("changePoints", { number, remaining: 0, extra: {}, isDeleted: true, ...by }),
    summary: "Take points back; the ledger keeps their entries",
  },
  refusals: (currency) => lotRefusals("point", currency),
});

/** `/points/take`: points that head office takes by hand ([W10]). */
export const pointTakings = resource({
  path: "/points/take",
  noun: "taking",
  tag: "points",
  partOf: "points",
  view: z.array(pointViewSchema),
  create: {
    body: takePointsSchema,
    status: 200,
    write: async ({ body, ...call }) => {
      const profileId = await holderOf(call, body.profile_id);
      const input = { ...takingOf(body), profileId, commandId: call.commandId };
      const taken = await call.write("takePoints", input);
      return rowWritten(taken, ({ numbers }) => shared.readAll(call, numbers));
    },
    summary: "Take points from a profile",
    description:
      "Takes those that expire first, and pending ones last: all of `value` or nothing. Answers with the points that it took from, as they are now.",
  },
  show: (plane, takings) => Promise.all(takings.map((lots) => shared.show(plane, lots))),
  refusals: (currency) => ({
    ...lotRefusals("point", currency),
    value_not_positive: invalid("value", "The value must be more than 0."),
    more_than_held: ({ held }: { readonly held: number }) =>
      invalid("value", `The profile holds ${decimalOf(held, POINT_DIGITS)}. Take that or less.`),
  }),
});

/** The points of one profile. */
export const pointsOfProfile = profileResource({ ...shared, ...lotRoutesOfProfile("point") });
