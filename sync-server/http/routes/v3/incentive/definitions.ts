import { achievementDefinitionApi } from "#shared/api/incentive/achievements/achievement-definition.ts";
import { benefitDefinitionApi } from "#shared/api/incentive/benefits/benefit-definition.ts";
import { creditDefinitionApi } from "#shared/api/incentive/credits/credit-definition.ts";
import { listDefinitionApi } from "#shared/api/incentive/list-definition.ts";
import { pointDefinitionApi } from "#shared/api/incentive/points/point-definition.ts";
import { rateApi } from "#shared/api/incentive/points/rate.ts";
import { rewardDefinitionApi } from "#shared/api/incentive/rewards/reward-definition.ts";
import { tierDefinitionApi } from "#shared/api/incentive/tiers/tier-definition.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import { benefitTotals } from "#sync-server/http/routes/v3/incentive/benefits/show-benefits.ts";
import { definitionRoutes } from "./definition-routes.ts";
import { inProgramme } from "./in-programme.ts";
import { tiesOfRates } from "./ties-of-rates.ts";

const routes = {
  reward: definitionRoutes("rewards", rewardDefinitionApi),
  point: definitionRoutes("points", pointDefinitionApi),
  rate: definitionRoutes(
    "rates",
    rateApi,
    { path: "/rates", noun: "rate", scope: "rate" },
    tiesOfRates,
  ),
  tier: definitionRoutes("tiers", tierDefinitionApi, undefined, undefined, inProgramme),
  benefit: definitionRoutes("benefits", benefitDefinitionApi, undefined, benefitTotals),
  credit: definitionRoutes("credits", creditDefinitionApi),
  achievement: definitionRoutes("achievements", achievementDefinitionApi),
  list: definitionRoutes("lists", listDefinitionApi),
} satisfies Record<DefinitionKind, unknown>;

/**
 * `/rewards/definitions`, `/rates` and so on: one resource for each kind (DOMAIN §6.2, §7.2 to
 * §10.2).
 */
export const definitions = Object.values(routes);
