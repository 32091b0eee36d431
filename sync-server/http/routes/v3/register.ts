import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { addTokens } from "./auth/tokens.ts";
import { ledgers } from "./commerce/ledgers.ts";
import { addRedeem } from "./commerce/redeem.ts";
import { redemptions } from "./commerce/redemptions.ts";
import { addTransactionWrites, transactions } from "./commerce/transactions.ts";
import { definitions } from "./definitions/definitions.ts";
import { addGate } from "./gate.ts";
import { locations } from "./places/locations.ts";
import { addSettings } from "./places/settings.ts";
import { staff } from "./places/staff.ts";
import { points } from "./points/points.ts";
import { byProfileId } from "./profile-mount.ts";
import { addComms } from "./profiles/comms.ts";
import { addFindProfiles } from "./profiles/find-profiles.ts";
import { addIdentities, addIdentitiesOfProfile } from "./profiles/identities.ts";
import { addProfile, addProfiles } from "./profiles/profiles.ts";
import { events } from "./reactions/events.ts";
import { addOpenApi, addReference } from "./reference.ts";
import { rewards } from "./rewards/rewards.ts";
import { addTextGuard } from "./text-guard.ts";
import { planeOf, type V3Deps } from "./v3-deps.ts";

const RESOURCES = [
  rewards,
  points,
  ledgers,
  redemptions,
  ...definitions,
  transactions,
  locations,
  staff,
  events,
];

/** The v3 API, to be registered under `/api/v3`. */
export const v3Routes: FastifyPluginAsync<V3Deps> = async (app, deps) => {
  addGate(app, deps, app.prefix);
  addTextGuard(app);
  await addReference(app);
  const mount = { app, planeOf: (request: FastifyRequest) => planeOf(deps, request) };
  const ofProfile = byProfileId(mount);
  addTokens(mount);
  addFindProfiles(mount);
  addProfiles(mount);
  addProfile(ofProfile);
  addComms(ofProfile);
  addIdentities(mount);
  addIdentitiesOfProfile(ofProfile);
  addRedeem(mount);
  addTransactionWrites(mount);
  for (const each of RESOURCES) {
    each.add(mount);
    each.addOfProfile(ofProfile);
  }
  addSettings(mount);
  addOpenApi(app);
};
