import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { answerUnknownRoute } from "#sync-server/http/error-handler.ts";
import { createTenantCurrency } from "#sync-server/tenant-currency.ts";
import { devices } from "./access/devices.ts";
import { addTokens, apiTokens } from "./access/tokens.ts";
import { products, queuedProducts } from "./catalogue/products.ts";
import { byProductId, variants, variantsOfProduct } from "./catalogue/variants.ts";
import { appointments, appointmentsOfProfile } from "./clienteling/appointments.ts";
import { connectionDefinitions } from "./clienteling/connection-definitions.ts";
import {
  addProfileInfo,
  connections,
  connectionsOfProfile,
  putConnections,
} from "./clienteling/connections.ts";
import { interactions, interactionsOfProfile } from "./clienteling/interactions.ts";
import {
  byListItemId,
  listReservations,
  reservationsOfProfile,
} from "./clienteling/list-reservations.ts";
import { allListShares, listShares, sharedLists } from "./clienteling/list-shares.ts";
import { addItemPost, byListId, listItems, lists } from "./clienteling/lists.ts";
import { messageTemplates } from "./clienteling/message-templates.ts";
import { ratings, ratingsOfProfile } from "./clienteling/ratings.ts";
import { tasks, tasksOfProfile } from "./clienteling/tasks.ts";
import { visits, visitsOfProfile } from "./clienteling/visits.ts";
import { boughtProducts, groupedTransactions, unassignedItems } from "./commerce/bought.ts";
import { addLookAhead } from "./commerce/look-ahead.ts";
import { orders } from "./commerce/orders.ts";
import { addResends } from "./commerce/resends.ts";
import { transactionClaims } from "./commerce/transaction-claims.ts";
import {
  addTransactionByExternalId,
  foundTransactions,
  transactions,
  transactionsOfProfile,
  transactionUpserts,
  transactionWrites,
} from "./commerce/transactions.ts";
import { addGate } from "./gate.ts";
import { achievements } from "./incentive/achievements/achievements.ts";
import { addWhyAchievements } from "./incentive/achievements/why-achievements.ts";
import { addAllocationCount, allocationBatches, allocations } from "./incentive/allocations.ts";
import {
  addBenefitCount,
  addRedeemBenefit,
  benefits,
  benefitsOfProfile,
} from "./incentive/benefits/benefits.ts";
import { claimable, claimRedeems, claims } from "./incentive/benefits/claims.ts";
import {
  addBenefitDefinitionClone,
  benefitDefinitionsByHandle,
} from "./incentive/benefits/definitions.ts";
import { addBenefitExtension } from "./incentive/benefits/extensions.ts";
import { addEntrants, prizeDraws } from "./incentive/benefits/prize-draws.ts";
import { addCardChanges, cards } from "./incentive/credits/cards.ts";
import {
  addCreditHolds,
  addCreditRelease,
  creditExtensions,
  credits,
  creditsOfProfile,
} from "./incentive/credits/credits.ts";
import { addLoads, addNewCards } from "./incentive/credits/new-cards.ts";
import { addPresentedCards, addRedeemCard } from "./incentive/credits/presented-cards.ts";
import { definitions } from "./incentive/definitions.ts";
import { addDryRuns } from "./incentive/dry-run.ts";
import { points, pointsOfProfile, pointTakings } from "./incentive/points/points.ts";
import {
  rewardExchanges,
  rewardExtensions,
  rewards,
  rewardsOfProfile,
} from "./incentive/rewards/rewards.ts";
import { tierPoints } from "./incentive/tiers/tier-points.ts";
import { tierAssignment, tierCalculation, tiers } from "./incentive/tiers/tiers.ts";
import { addWhyTiers } from "./incentive/tiers/why-tiers.ts";
import { freezes } from "./ledger/freezes.ts";
import { ledgers } from "./ledger/ledgers.ts";
import { addLiability } from "./ledger/liability.ts";
import { shortfalls, writeOffs } from "./ledger/shortfalls.ts";
import { addWhy } from "./ledger/why.ts";
import { assignments, byLocationId } from "./organisation/assignments.ts";
import { countries } from "./organisation/countries.ts";
import { currencies } from "./organisation/currencies.ts";
import { customFields } from "./organisation/custom-fields.ts";
import { locations } from "./organisation/locations.ts";
import { organisations } from "./organisation/organisations.ts";
import { environment, settings } from "./organisation/settings.ts";
import { staff } from "./organisation/staff.ts";
import { terms } from "./organisation/terms.ts";
import { addresses } from "./profile/addresses.ts";
import { aggregations, calculatedAggregations } from "./profile/aggregations.ts";
import { addBalances, addWhyBalances } from "./profile/balances.ts";
import { addProfileBatches, batch, batches } from "./profile/batches.ts";
import { allCustomAttributes, customAttributes } from "./profile/custom-attributes.ts";
import { dateAttributes } from "./profile/date-attributes.ts";
import { addDuplicates, duplicates } from "./profile/duplicates.ts";
import { addDeletion, addErasure } from "./profile/erase-profiles.ts";
import { addFindProfiles } from "./profile/find-profiles.ts";
import { identities, identitiesOfProfile, numberedIdentities } from "./profile/identities.ts";
import { importJobs, imports } from "./profile/imports.ts";
import { byOrganisationId, members, organisationsOfProfile } from "./profile/memberships.ts";
import { addMerge } from "./profile/merge-profiles.ts";
import { mergedAttributes } from "./profile/merged-attributes.ts";
import { mergesOfProfile } from "./profile/merges.ts";
import { profileRegions } from "./profile/profile-regions.ts";
import { profileStatuses } from "./profile/profile-statuses.ts";
import { profile, profiles, profileType } from "./profile/profiles.ts";
import { addSync, resync } from "./profile/resends.ts";
import { shares, shareUses } from "./profile/shares.ts";
import { byProfileId, byUncheckedProfileId } from "./profile-mount.ts";
import { events } from "./reaction/events.ts";
import { reminders } from "./reaction/reminders.ts";
import { addRedeem } from "./redemption/redeem.ts";
import {
  addRedemptionExport,
  addRedemptionGroups,
  redemptionItems,
} from "./redemption/redemption-reports.ts";
import { addLateReversal, addReturn, addReversal, redemptions } from "./redemption/redemptions.ts";
import { addOpenApi, addReference } from "./reference.ts";
import { addTextGuard } from "./text-guard.ts";
import { planeOf, type V3Deps } from "./v3-deps.ts";

const RESOURCES = [
  apiTokens,
  profiles,
  allCustomAttributes,
  duplicates,
  batches,
  batch,
  imports,
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
  creditExtensions,
  redemptions,
  redemptionItems,
  ...definitions,
  transactions,
  transactionWrites,
  transactionUpserts,
  orders,
  interactions,
  visits,
  tasks,
  messageTemplates,
  appointments,
  connectionDefinitions,
  connections,
  putConnections,
  sharedLists,
  ratings,
  shareUses,
  shares,
  reminders,
  products,
  queuedProducts,
  variants,
  locations,
  organisations,
  ...terms,
  countries,
  currencies,
  customFields,
  staff,
  devices,
  settings,
  environment,
  events,
];

/** What one profile has. */
const OF_PROFILE = [
  profile,
  profileType,
  resync,
  addresses,
  interactionsOfProfile,
  visitsOfProfile,
  tasksOfProfile,
  appointmentsOfProfile,
  ratingsOfProfile,
  connectionsOfProfile,
  lists,
  reservationsOfProfile,
  aggregations,
  calculatedAggregations,
  ...mergedAttributes,
  ...customAttributes,
  ...dateAttributes,
  profileRegions,
  organisationsOfProfile,
  profileStatuses,
  mergesOfProfile,
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
  foundTransactions,
  transactionClaims,
  boughtProducts,
  groupedTransactions,
  unassignedItems,
];

/** The v3 API, to be registered under `/api/v3`. */
export const v3Routes: FastifyPluginAsync<V3Deps> = async (app, deps) => {
  app.setNotFoundHandler(answerUnknownRoute);
  addGate(app, deps, app.prefix);
  addTextGuard(app);
  await addReference(app);
  const planeDeps = { ...deps, readCurrency: createTenantCurrency(deps) };
  const mount = { app, planeOf: (request: FastifyRequest) => planeOf(planeDeps, request) };
  const ofProfile = byProfileId(mount);
  addTokens(mount);
  addFindProfiles(mount);
  addProfileBatches(mount, deps.wakeBatches);
  addSync(mount);
  importJobs(deps.wakeBatches).add(mount);
  addMerge(mount);
  addErasure(byUncheckedProfileId(mount));
  addRedeem(byUncheckedProfileId(mount));
  addReversal(mount);
  addLateReversal(mount);
  addResends(mount);
  addReturn(mount);
  addNewCards(mount);
  addLoads(mount);
  addPresentedCards(mount);
  addRedeemCard(mount);
  addCardChanges(mount);
  addCreditHolds(mount);
  addCreditRelease(mount);
  addRedemptionGroups(mount);
  addRedemptionExport(mount);
  addLiability(mount);
  addLookAhead(mount);
  addDryRuns(mount);
  addWhy(mount);
  addBenefitCount(mount);
  addBenefitExtension(mount);
  addBenefitDefinitionClone(mount);
  addAllocationCount(mount);
  addEntrants(mount);
  addRedeemBenefit(ofProfile);
  addDuplicates(ofProfile);
  addProfileInfo(ofProfile);
  addBalances(ofProfile);
  addWhyBalances(ofProfile);
  addWhyTiers(ofProfile);
  addWhyAchievements(ofProfile);
  addTransactionByExternalId(mount);
  variantsOfProduct.add(byProductId(mount));
  const ofList = byListId(ofProfile);
  for (const each of [listItems, listShares, allListShares]) each.add(ofList);
  addItemPost(ofList);
  listReservations.add(byListItemId(mount));
  members.add(byOrganisationId(mount));
  assignments.add(byLocationId(mount));
  for (const each of RESOURCES) each.add(mount);
  for (const each of OF_PROFILE) each.add(ofProfile);
  addDeletion(byUncheckedProfileId(mount));
  addOpenApi(app);
};
