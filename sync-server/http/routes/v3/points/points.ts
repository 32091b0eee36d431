import { newPointsSchema, pointView, pointViewSchema } from "#shared/api/point.ts";
import { pointDefinitionApi } from "#shared/api/point-definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ok } from "#shared/kernel/result.ts";
import {
  issueOf,
  lotRefusals,
  lotRoutes,
  showLots,
} from "#sync-server/http/routes/v3/lots/lot-routes.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";

const lots = lotRoutes("point");

/** `/points` and the points of one profile (DOMAIN §7.2). */
export const points = resource({
  ...lots,
  view: pointViewSchema,
  create: {
    body: newPointsSchema,
    keyedBy: "issue_points",
    write: async (call) => {
      const { body } = call;
      const issued = await call.write("issuePoints", {
        ...(await issueOf(call, body.point_definition_id, body.point_definition_handle)),
        points: body.value_initial,
        remaining: body.value_remaining ?? null,
      });
      if (!issued.ok) return issued;
      return ok(
        assertDefined(await lots.read(call, issued.value.number), "the points just issued"),
      );
    },
    summary: "Issue points",
  },
  show: showLots("point", pointDefinitionApi.show, pointView),
  refusals: lotRefusals("point"),
});
