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
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

const shared = {
  ...lotRoutes("point"),
  view: pointViewSchema,
  show: showLots("point", pointDefinitionApi, pointView),
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
