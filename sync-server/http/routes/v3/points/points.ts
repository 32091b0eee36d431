import { newPointsSchema, pointsIssueOf, pointView, pointViewSchema } from "#shared/api/point.ts";
import { pointDefinitionApi } from "#shared/api/point-definition.ts";
import {
  holderOf,
  lotRefusals,
  lotRoutes,
  lotRoutesOfProfile,
  showLots,
} from "#sync-server/http/routes/v3/lots/lot-routes.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { readJoinedNumbers } from "#sync-server/storage/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-table.ts";
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
    return showLots("point", pointDefinitionApi, (lot, definition, { now }) =>
      pointView(lot, definition, { now, joinedInto: into.get(lot.lotId) ?? null }),
    )(plane, lots);
  },
};

/** `/points` (DOMAIN §7.2). */
export const points = resource({
  ...shared,
  create: {
    body: newPointsSchema,
    keyedBy: "issue_points",
    write: async (call) => {
      const profileId = await holderOf(call, call.body.profile_id);
      const zone = await readTenantZone(call.read);
      const input = { ...pointsIssueOf(call.body, zone), profileId, commandId: call.commandId };
      const issued = await call.write("issuePoints", input);
      return rowWritten(issued, ({ number }) => shared.read(call, number));
    },
    summary: "Issue points",
  },
  refusals: (currency) => lotRefusals("point", currency),
});

/** The points of one profile. */
export const pointsOfProfile = profileResource({ ...shared, ...lotRoutesOfProfile("point") });
