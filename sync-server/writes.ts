import { createApiToken, noteTokenUse, revokeApiToken } from "./access/api-tokens.ts";
import { createTenant } from "./access/create-tenant.ts";
import { createCurrency, deleteCurrency, updateCurrency } from "./clienteling/currencies.ts";
import {
  createCustomField,
  deleteCustomField,
  updateCustomField,
} from "./clienteling/custom-fields.ts";
import { createLocation, deleteLocation, updateLocation } from "./clienteling/locations.ts";
import { setPolicy } from "./clienteling/set-policy.ts";
import { createStaff, updateStaff } from "./clienteling/staff.ts";
import { createTerm, deleteTerm, updateTerm } from "./clienteling/terms.ts";
import { calculateAggregations } from "./commerce/calculate-aggregations.ts";
import { changeTransaction } from "./commerce/change-transaction.ts";
import { claimTransaction, deleteTransactionClaim } from "./commerce/claim-transaction.ts";
import { createOrder, deleteOrder, updateOrder } from "./commerce/orders.ts";
import { postTransaction } from "./commerce/post-transaction.ts";
import {
  createProduct,
  deleteProduct,
  deleteVariant,
  putProduct,
  updateProduct,
  updateVariant,
} from "./commerce/products.ts";
import { seedDemoBenefits } from "./demo/demo-benefits.ts";
import { seedDemoBase, seedDemoPeople, seedDemoTransactions } from "./demo/seed-demo.ts";
import { importInvoices } from "./import/online-retail/import-invoices.ts";
import { prepareImport } from "./import/online-retail/prepare-import.ts";
import { addAchievement } from "./incentive/add-achievement.ts";
import {
  changeTierPoint,
  createTierPoint,
  removeTierPoint,
} from "./incentive/adjust-tier-points.ts";
import { assignTier } from "./incentive/assign-tier.ts";
import { calculateTiers } from "./incentive/calculate-tiers.ts";
import { endGiftCardHold, holdGiftCard } from "./incentive/card-hold.ts";
import { changeBenefit } from "./incentive/change-benefit.ts";
import {
  checkGiftCard,
  releaseGiftCard,
  unblockGiftCard,
  voidGiftCard,
} from "./incentive/change-gift-card.ts";
import { changePoints } from "./incentive/change-points.ts";
import { changeCredit, changeReward } from "./incentive/change-reward.ts";
import { claimBenefit } from "./incentive/claim-benefit.ts";
import { createGiftCards } from "./incentive/create-gift-cards.ts";
import { endCreditHold, holdCredit } from "./incentive/credit-hold.ts";
import { createDefinition, deleteDefinition, updateDefinition } from "./incentive/definitions.ts";
import { drawPrize } from "./incentive/draw-prize.ts";
import { exchangePoints } from "./incentive/exchange-points.ts";
import { extendBenefits } from "./incentive/extend-benefits.ts";
import { extendRewards } from "./incentive/extend-rewards.ts";
import { issueBenefit } from "./incentive/issue-benefit.ts";
import { issuePoints } from "./incentive/issue-points.ts";
import { issueCredit, issueReward } from "./incentive/issue-reward.ts";
import { loadAllocations } from "./incentive/load-allocations.ts";
import { loadGiftCard } from "./incentive/load-gift-card.ts";
import { takePoints } from "./incentive/take-points.ts";
import { claimDue, noteDueFailure } from "./jobs/due-attempts.ts";
import { handleDue } from "./jobs/handle-due.ts";
import { pruneEvents } from "./jobs/prune-events.ts";
import { pruneVelocity } from "./jobs/prune-velocity.ts";
import { rebuildAccounts } from "./ledger/rebuild.ts";
import { createProfileRecord } from "./profile/create-profile.ts";
import { deleteCustomAttribute } from "./profile/delete-attribute.ts";
import { deleteProfile } from "./profile/delete-profile.ts";
import { addIdentity, changeIdentity, deleteIdentity } from "./profile/identities.ts";
import {
  addProfileRegion,
  changeProfileRegion,
  removeProfileRegion,
} from "./profile/profile-regions.ts";
import { updateProfileRecord } from "./profile/update-profile.ts";
import { freezeAccount, unfreezeAccount } from "./redemption/freeze.ts";
import { redeem } from "./redemption/redeem.ts";
import { redeemBenefit } from "./redemption/redeem-benefit.ts";
import { previewRedeem, redeemGiftCard, redeemOnce } from "./redemption/redeem-once.ts";
import { returnRedemption } from "./redemption/return.ts";
import { reverseRedemption } from "./redemption/reverse.ts";
import { settleCardPayment } from "./redemption/settle-card-payment.ts";
import { writeOff } from "./redemption/write-off.ts";
import { tryToWrite } from "./storage/server-identity-store.ts";
import type { Write } from "./storage/sql.ts";
import { clearDevice } from "./sync/clear-device.ts";
import { enrolDevice } from "./sync/enrol-device.ts";
import { createEnrolmentCode } from "./sync/enrolment-code.ts";
import { handleCommand } from "./sync/handle-command.ts";
import { noteContact } from "./sync/note-contact.ts";
import { renewDeviceToken } from "./sync/renew-device-token.ts";
import { renewEpoch } from "./sync/renew-epoch.ts";
import { revokeDevice } from "./sync/revoke-device.ts";

/**
 * Every write, by name. On SQLite they run in the writer's thread, so their inputs and outputs are
 * plain data. To add one, write one import and one line here.
 */
const table = {
  addAchievement,
  addIdentity,
  calculateAggregations,
  assignTier,
  calculateTiers,
  changeBenefit,
  changeIdentity,
  changePoints,
  changeReward,
  changeTierPoint,
  changeTransaction,
  claimBenefit,
  changeCredit,
  checkGiftCard,
  claimDue,
  claimTransaction,
  clearDevice,
  createApiToken,
  createDefinition,
  createEnrolmentCode,
  createGiftCards,
  createLocation,
  createOrder,
  createProduct,
  createProfile: createProfileRecord,
  createStaff,
  createTenant,
  createTerm,
  createCustomField,
  deleteCustomField,
  updateCustomField,
  deleteCustomAttribute,
  addProfileRegion,
  changeProfileRegion,
  removeProfileRegion,
  createCurrency,
  deleteCurrency,
  updateCurrency,
  createTierPoint,
  deleteDefinition,
  deleteIdentity,
  deleteLocation,
  deleteProfile,
  deleteTerm,
  deleteOrder,
  deleteProduct,
  deleteTransactionClaim,
  deleteVariant,
  drawPrize,
  endCreditHold,
  endGiftCardHold,
  enrolDevice,
  exchangePoints,
  extendBenefits,
  extendRewards,
  freezeAccount,
  handleCommand,
  handleDue,
  holdCredit,
  holdGiftCard,
  importInvoices,
  issueBenefit,
  issuePoints,
  takePoints,
  issueReward,
  loadAllocations,
  issueCredit,
  loadGiftCard,
  noteContact,
  noteDueFailure,
  noteTokenUse,
  postTransaction,
  prepareImport,
  previewRedeem,
  pruneEvents,
  pruneVelocity,
  rebuildAccounts,
  removeTierPoint,
  redeem,
  redeemBenefit,
  redeemGiftCard,
  redeemOnce,
  releaseGiftCard,
  renewDeviceToken,
  renewEpoch,
  returnRedemption,
  reverseRedemption,
  revokeApiToken,
  revokeDevice,
  seedDemoBase,
  seedDemoBenefits,
  seedDemoPeople,
  seedDemoTransactions,
  setPolicy,
  settleCardPayment,
  tryWrite: tryToWrite,
  unfreezeAccount,
  unblockGiftCard,
  updateDefinition,
  updateLocation,
  updateProfile: updateProfileRecord,
  putProduct,
  updateOrder,
  updateProduct,
  updateStaff,
  updateTerm,
  updateVariant,
  voidGiftCard,
  writeOff,
} as const satisfies Readonly<Record<string, Write<never, unknown>>>;

type Writes = typeof table;

export type WriteName = keyof Writes;
export type WriteInput<K extends WriteName> = Parameters<Writes[K]>[1];
export type WriteOutput<K extends WriteName> = Awaited<ReturnType<Writes[K]>>;

/** The same table, typed so that it can be called with any of the names. */
export const writesByName: {
  readonly [K in WriteName]: Write<WriteInput<K>, WriteOutput<K>>;
} = table;
