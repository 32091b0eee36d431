import { pointDefinitionApi } from "#shared/api/point-definition.ts";
import { rateApi } from "#shared/api/rate.ts";
import { rewardDefinitionApi } from "#shared/api/reward-definition.ts";
import { tierDefinitionApi } from "#shared/api/tier-definition.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import { definitionRoutes } from "./definition-routes.ts";

const routes = {
  reward: definitionRoutes("rewards", rewardDefinitionApi),
  point: definitionRoutes("points", pointDefinitionApi),
  rate: definitionRoutes("rates", rateApi, { path: "/rates", noun: "rate", scope: "rate" }),
  tier: definitionRoutes("tiers", tierDefinitionApi),
} satisfies Record<DefinitionKind, unknown>;

/** `/rewards/definitions`, `/rates` and so on: one resource for each kind (DOMAIN §6.2, §7.2 to §7.8). */
export const definitions = Object.values(routes);
