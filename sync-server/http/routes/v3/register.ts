import type { FastifyPluginAsync } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { addTokens } from "./auth/tokens.ts";
import { addLedgers } from "./commerce/ledgers.ts";
import { addRedeem } from "./commerce/redeem.ts";
import { addRedemptions } from "./commerce/redemptions.ts";
import { addTransactions } from "./commerce/transactions.ts";
import { addGate } from "./gate.ts";
import { addLocations } from "./places/locations.ts";
import { addSettings } from "./places/settings.ts";
import { addStaff } from "./places/staff.ts";
import { addPointDefinitions } from "./points/definitions.ts";
import { addPoints } from "./points/points.ts";
import { addFindProfiles } from "./profiles/find-profiles.ts";
import { addIdentities } from "./profiles/identities.ts";
import { addProfiles } from "./profiles/profiles.ts";
import { addOpenApi, addReference } from "./reference.ts";
import { addRewardDefinitions } from "./rewards/definitions.ts";
import { addRewards } from "./rewards/rewards.ts";
import { addTextGuard } from "./text-guard.ts";
import type { V3Deps } from "./v3-deps.ts";
import { addValidationErrors } from "./validation-errors.ts";

/** The v3 plane, to be registered under `/api/v3`. */
export const v3Routes: FastifyPluginAsync<V3Deps> = async (instance, deps) => {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  // The compiler holds what routes answer to their schemas; doing so again for each answer costs time.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  addGate(app, deps, app.prefix);
  addTextGuard(app);
  addValidationErrors(app);
  await addReference(app);
  addTokens(app, deps);
  addFindProfiles(app, deps);
  addProfiles(app, deps);
  addIdentities(app, deps);
  addRewardDefinitions(app, deps);
  addRewards(app, deps);
  addPointDefinitions(app, deps);
  addPoints(app, deps);
  addLedgers(app, deps);
  addRedeem(app, deps);
  addRedemptions(app, deps);
  addTransactions(app, deps);
  addLocations(app, deps);
  addStaff(app, deps);
  addSettings(app, deps);
  addOpenApi(app);
};
