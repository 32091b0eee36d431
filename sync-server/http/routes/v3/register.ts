import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { createTenantCurrency } from "#sync-server/tenant-currency.ts";
import { achievements } from "./achievements/achievements.ts";
import { addTokens, apiTokens } from "./auth/tokens.ts";
import { addAllocationCount, allocationBatches, allocations } from "./benefits/allocations.ts";
import {
  addBenefitCount,
  addRedeemBenefit,
  benefits,
  benefitsOfProfile,
} from "./benefits/benefits.ts";
import { claimable, claimRedeems, claims } from "./benefits/claims.ts";
import { addBenefitDefinitionClone, benefitDefinitionsByHandle } from "./benefits/definitions.ts";
import { addBenefitExtension } from "./benefits/extensions.ts";
import { addEntrants, prizeDraws } from "./benefits/prize-draws.ts";
import { boughtProducts, groupedTransactions, unassignedItems } from "./commerce/bought.ts";
import { freezes } from "./commerce/freezes.ts";
import { ledgers } from "./commerce/ledgers.ts";
import { addLiability } from "./commerce/liability.ts";
import { addLookAhead } from "./commerce/look-ahead.ts";
import { orders } from "./commerce/orders.ts";
import { addRedeem } from "./commerce/redeem.ts";
import {
  addLateReversal,
  addRedemptionGroups,
  addReturn,
  addReversal,
  redemptions,
} from "./commerce/redemptions.ts";
import { shortfalls, writeOffs } from "./commerce/shortfalls.ts";
import { transactionClaims } from "./commerce/transaction-claims.ts";
import {
  addTransactionByExternalId,
  transactions,
  transactionsOfProfile,
  transactionUpserts,
  transactionWrites,
} from "./commerce/transactions.ts";
import { addWhyCommand } from "./commerce/why.ts";
import { addCardChanges, cards } from "./credits/cards.ts";
import { addCreditHolds, credits, creditsOfProfile } from "./credits/credits.ts";
import { addLoads, addNewCards } from "./credits/new-cards.ts";
import { addPresentedCards, addRedeemCard } from "./credits/presented-cards.ts";
import { definitions } from "./definitions/definitions.ts";
import { addDryRuns } from "./definitions/dry-run.ts";
import { addGate } from "./gate.ts";
import { currencies } from "./places/currencies.ts";
import { customFields } from "./places/custom-fields.ts";
import { devices } from "./places/devices.ts";
import { locations } from "./places/locations.ts";
import { settings } from "./places/settings.ts";
import { staff } from "./places/staff.ts";
import { terms } from "./places/terms.ts";
import { points, pointsOfProfile, pointTakings } from "./points/points.ts";
import { products, queuedProducts } from "./products/products.ts";
import { byProductId, variants, variantsOfProduct } from "./products/variants.ts";
import { byProfileId, byUncheckedProfileId } from "./profile-mount.ts";
import { aggregations, calculatedAggregations } from "./profiles/aggregations.ts";
import { addBalances, addWhyBalances } from "./profiles/balances.ts";
import { customAttributes } from "./profiles/custom-attributes.ts";
import { addFindProfiles } from "./profiles/find-profiles.ts";
import { identities, identitiesOfProfile, numberedIdentities } from "./profiles/identities.ts";
import { mergedAttributes } from "./profiles/merged-attributes.ts";
import { profileRegions } from "./profiles/profile-regions.ts";
import { profile, profiles } from "./profiles/profiles.ts";
import { events } from "./reactions/events.ts";
import { addOpenApi, addReference } from "./reference.ts";
import { rewardExchanges, rewardExtensions, rewards, rewardsOfProfile } from "./rewards/rewards.ts";
import { addTextGuard } from "./text-guard.ts";
import { tierPoints } from "./tiers/tier-points.ts";
import { tierAssignment, tierCalculation, tiers } from "./tiers/tiers.ts";
import { planeOf, type V3Deps } from "./v3-deps.ts";

const RESOURCES = [
  apiTokens,
  profiles,
  identities,
  rewards,
  rewardExtensions,
  rewardExchanges,
  pointTakings,
  points,
  tierPoints,
  benefits,
  benefitDefinitionsByHandle,
  allocations,
  allocationBatches,
  prizeDraws,
  cards,
  credits,
  redemptions,
  ...definitions,
  transactions,
  transactionWrites,
  transactionUpserts,
  orders,
  products,
  queuedProducts,
  variants,
  locations,
  ...terms,
  currencies,
  customFields,
  staff,
  devices,
  settings,
  events,
];

/** What one profile has. */
const OF_PROFILE = [
  profile,
  aggregations,
  calculatedAggregations,
  ...mergedAttributes,
  ...customAttributes,
  profileRegions,
  identitiesOfProfile,
  numberedIdentities,
  rewardsOfProfile,
  pointsOfProfile,
  benefitsOfProfile,
  claimable,
  claims,
  claimRedeems,
  creditsOfProfile,
  tiers,
  tierCalculation,
  tierAssignment,
  achievements,
  ledgers,
  shortfalls,
  writeOffs,
  freezes,
  transactionsOfProfile,
  transactionClaims,
  boughtProducts,
  groupedTransactions,
  unassignedItems,
];

/** The v3 API, to be registered under `/api/v3`. */
export const v3Routes: FastifyPluginAsync<V3Deps> = async (app, deps) => {
  addGate(app, deps, app.prefix);
  addTextGuard(app);
  await addReference(app);
  const planeDeps = { ...deps, readCurrency: createTenantCurrency(deps) };
  const mount = { app, planeOf: (request: FastifyRequest) => planeOf(planeDeps, request) };
  const ofProfile = byProfileId(mount);
  addTokens(mount);
  addFindProfiles(mount);
  addRedeem(byUncheckedProfileId(mount));
  addReversal(mount);
  addLateReversal(mount);
  addReturn(mount);
  addNewCards(mount);
  addLoads(mount);
  addPresentedCards(mount);
  addRedeemCard(mount);
  addCardChanges(mount);
  addCreditHolds(mount);
  addRedemptionGroups(mount);
  addLiability(mount);
  addLookAhead(mount);
  addDryRuns(mount);
  addWhyCommand(mount);
  addBenefitCount(mount);
  addBenefitExtension(mount);
  addBenefitDefinitionClone(mount);
  addAllocationCount(mount);
  addEntrants(mount);
  addRedeemBenefit(ofProfile);
  addBalances(ofProfile);
  addWhyBalances(ofProfile);
  addTransactionByExternalId(mount);
  variantsOfProduct.add(byProductId(mount));
  for (const each of RESOURCES) each.add(mount);
  for (const each of OF_PROFILE) each.add(ofProfile);
  addOpenApi(app);
};
