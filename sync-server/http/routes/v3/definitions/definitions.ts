import { pointDefinitionApi } from "#shared/api/point-definition.ts";
import { rewardDefinitionApi } from "#shared/api/reward-definition.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import type { Mount } from "#sync-server/http/routes/v3/route.ts";
import { definitionRoutes } from "./definition-routes.ts";

/** Where each kind of definition is in the API (DOMAIN §6.2, §7.2). */
const routes: Readonly<Record<DefinitionKind, { readonly add: (mount: Mount) => void }>> = {
  reward: definitionRoutes("rewards", rewardDefinitionApi),
  point: definitionRoutes("points", pointDefinitionApi),
};

/** `/rewards/definitions`, `/points/definitions` and whatever kind comes next. */
export const definitions = {
  add: (mount: Mount): void => {
    for (const { add } of Object.values(routes)) add(mount);
  },
};
