import { assert } from "#shared/kernel/assert.ts";
import { createApiToken, noteTokenUse, revokeApiToken } from "./access/api-tokens.ts";
import { createTenant } from "./access/create-tenant.ts";
import { pruneAnswers } from "./access/do-once.ts";
import {
  createProduct,
  deleteProduct,
  deleteVariant,
  putProduct,
  updateProduct,
  updateVariant,
} from "./catalogue/products.ts";
import {
  createAppointment,
  deleteAppointment,
  updateAppointment,
} from "./clienteling/appointments.ts";
import {
  createConnectionDefinition,
  deleteConnectionDefinition,
  updateConnectionDefinition,
} from "./clienteling/connection-definitions.ts";
import {
  createConnection,
  deleteConnection,
  putConnection,
  updateConnection,
} from "./clienteling/connections.ts";
import {
  createInteraction,
  deleteInteraction,
  updateInteraction,
} from "./clienteling/interactions.ts";
import { addListItem, changeListItem, removeListItem } from "./clienteling/list-items.ts";
import {
  changeReservation,
  deleteReservation,
  reserveItem,
} from "./clienteling/list-reservations.ts";
import { shareList, unshareList } from "./clienteling/list-shares.ts";
import { createList, deleteList, updateList } from "./clienteling/lists.ts";
import {
  createMessageTemplate,
  deleteMessageTemplate,
  updateMessageTemplate,
} from "./clienteling/message-templates.ts";
import { createRating, deleteRating, updateRating } from "./clienteling/ratings.ts";
import { createTask, deleteTask, updateTask } from "./clienteling/tasks.ts";
import { createVisit, deleteVisit, updateVisit } from "./clienteling/visits.ts";
import { calculateAggregations } from "./commerce/calculate-aggregations.ts";
import { changeTransaction } from "./commerce/change-transaction.ts";
import { claimTransaction, deleteTransactionClaim } from "./commerce/claims/claim-transaction.ts";
import { createOrder, deleteOrder, updateOrder } from "./commerce/orders.ts";
import { postTransaction } from "./commerce/post-transaction.ts";
import { resendTransaction, resendTransactionItem } from "./commerce/resend.ts";
import { seedDemoBenefits } from "./demo/demo-benefits.ts";
import { seedDemoBase, seedDemoPeople, seedDemoTransactions } from "./demo/seed-demo.ts";
import { importInvoices } from "./import/online-retail/import-invoices.ts";
import { prepareImport } from "./import/online-retail/prepare-import.ts";
import { addAchievement } from "./incentive/achievements/add-achievement.ts";
import { changeBenefit } from "./incentive/benefits/change-benefit.ts";
import { claimBenefit } from "./incentive/benefits/claim-benefit.ts";
import { drawPrize } from "./incentive/benefits/draw-prize.ts";
import { extendBenefits } from "./incentive/benefits/extend-benefits.ts";
import { issueBenefit } from "./incentive/benefits/issue-benefit.ts";
import { changeCredit, changeReward } from "./incentive/change-money.ts";
import { endGiftCardHold, holdGiftCard } from "./incentive/credits/card-hold.ts";
import {
  checkGiftCard,
  releaseGiftCard,
  unblockGiftCard,
  voidGiftCard,
} from "./incentive/credits/change-gift-card.ts";
import { createGiftCards } from "./incentive/credits/create-gift-cards.ts";
import { endCreditHold, holdCredit } from "./incentive/credits/credit-hold.ts";
import { loadGiftCard } from "./incentive/credits/load-gift-card.ts";
import { releaseCredit } from "./incentive/credits/release-credit.ts";
import { createDefinition, deleteDefinition, updateDefinition } from "./incentive/definitions.ts";
import { extendCredits, extendRewards } from "./incentive/extend-money.ts";
import { issueCredit, issueReward } from "./incentive/issue-money.ts";
import { loadAllocations } from "./incentive/load-allocations.ts";
import { changePoints } from "./incentive/points/change-points.ts";
import { issuePoints } from "./incentive/points/issue-points.ts";
import { takePoints } from "./incentive/points/take-points.ts";
import { exchangePoints } from "./incentive/rewards/exchange-points.ts";
import {
  changeTierPoint,
  createTierPoint,
  removeTierPoint,
} from "./incentive/tiers/adjust-tier-points.ts";
import { assignTier } from "./incentive/tiers/assign-tier.ts";
import { calculateTiers } from "./incentive/tiers/calculate-tiers.ts";
import { claimDue, noteDueFailure } from "./jobs/due-attempts.ts";
import { handleDue } from "./jobs/handle-due.ts";
import { pruneEvents } from "./jobs/prune-events.ts";
import { pruneVelocity } from "./jobs/prune-velocity.ts";
import { eraseAgain } from "./merging/erase-again.ts";
import { eraseProfile } from "./merging/erase-profile.ts";
import { mergeProfiles } from "./merging/merge-profiles.ts";
import { restoreProfile } from "./merging/restore-profile.ts";
import { unmergeProfiles } from "./merging/unmerge-profiles.ts";
import {
  createAssignment,
  deleteAssignment,
  updateAssignment,
} from "./organisation/assignments.ts";
import { createCountry, deleteCountry, updateCountry } from "./organisation/countries.ts";
import { createCurrency, deleteCurrency, updateCurrency } from "./organisation/currencies.ts";
import {
  createCustomField,
  deleteCustomField,
  updateCustomField,
} from "./organisation/custom-fields.ts";
import { createLocation, deleteLocation, updateLocation } from "./organisation/locations.ts";
import {
  createOrganisation,
  deleteOrganisation,
  updateOrganisation,
} from "./organisation/organisations.ts";
import { setPolicy } from "./organisation/set-policy.ts";
import { setProfileRules } from "./organisation/set-profile-rules.ts";
import { createStaff, updateStaff } from "./organisation/staff.ts";
import { createTerm, deleteTerm, updateTerm } from "./organisation/terms.ts";
import { addAddress, changeAddress, deleteAddress } from "./profile/addresses.ts";
import {
  claimBatchRows,
  doBatchRow,
  failBatchRow,
  pruneBatches,
  queueBatch,
  releaseBatch,
} from "./profile/batches.ts";
import { compareProfiles } from "./profile/compare-profiles.ts";
import { createProfileRecord } from "./profile/create-profile.ts";
import { deleteCustomAttribute, deleteDate } from "./profile/delete-attribute.ts";
import { deleteProfile } from "./profile/delete-profile.ts";
import { dismissDuplicate } from "./profile/dismiss-duplicate.ts";
import { followMerge } from "./profile/follow-merge.ts";
import { addIdentity, changeIdentity, deleteIdentity } from "./profile/identities.ts";
import { createImport, deleteImport, queueImportJob } from "./profile/imports.ts";
import { addMembership, changeMembership, removeMembership } from "./profile/memberships.ts";
import {
  addProfileRegion,
  changeProfileRegion,
  removeProfileRegion,
} from "./profile/profile-regions.ts";
import {
  addProfileStatus,
  changeProfileStatus,
  removeProfileStatus,
} from "./profile/profile-statuses.ts";
import { resendProfile, resendProfiles } from "./profile/resend-profiles.ts";
import { createShare, deleteShare, recordShareUse, updateShare } from "./profile/shares.ts";
import { updateProfileRecord } from "./profile/update-profile.ts";
import { createReminder, deleteReminder, updateReminder } from "./reaction/reminders.ts";
import { freezeAccount, unfreezeAccount } from "./redemption/freeze.ts";
import { redeem } from "./redemption/redeem.ts";
import { redeemBenefit } from "./redemption/redeem-benefit.ts";
import { previewRedeem, redeemGiftCard, redeemOnce } from "./redemption/redeem-once.ts";
import { returnRedemption } from "./redemption/return.ts";
import { reverseRedemption } from "./redemption/reverse.ts";
import { settleCardPayment } from "./redemption/settle-card-payment.ts";
import { writeOff } from "./redemption/write-off.ts";
import { tryToWrite } from "./storage/server-identity-store.ts";
import type { Write, WriteDeps } from "./storage/sql.ts";
import { clearDevice } from "./sync/clear-device.ts";
import { enrolDevice } from "./sync/enrol-device.ts";
import { createEnrolmentCode } from "./sync/enrolment-code.ts";
import { handleCommand } from "./sync/handle-command.ts";
import { noteContact } from "./sync/note-contact.ts";
import { renewDeviceToken } from "./sync/renew-device-token.ts";
import { renewEpoch } from "./sync/renew-epoch.ts";
import { revokeDevice } from "./sync/revoke-device.ts";
import { rebuildAccounts } from "./verify/rebuild.ts";
import { mayRecord, type writeEvents } from "./write-events.ts";

/**
 * Every write, by name. On SQLite they run in the writer's thread, so their inputs and outputs are
 * plain data. To add one, write one import and one line here, and its events in `writeEvents`.
 */
const table = {
  addProfileStatus,
  changeProfileStatus,
  removeProfileStatus,
  addAddress,
  changeAddress,
  deleteAddress,
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
  resendTransaction,
  resendTransactionItem,
  claimBenefit,
  changeCredit,
  checkGiftCard,
  claimBatchRows,
  claimDue,
  doBatchRow,
  createImport,
  deleteImport,
  queueImportJob,
  failBatchRow,
  pruneBatches,
  queueBatch,
  releaseBatch,
  claimTransaction,
  clearDevice,
  createApiToken,
  createDefinition,
  createEnrolmentCode,
  createGiftCards,
  createLocation,
  createOrder,
  createInteraction,
  deleteInteraction,
  updateInteraction,
  createAssignment,
  deleteAssignment,
  updateAssignment,
  createOrganisation,
  deleteOrganisation,
  updateOrganisation,
  addMembership,
  changeMembership,
  removeMembership,
  createConnection,
  deleteConnection,
  putConnection,
  updateConnection,
  createMessageTemplate,
  deleteMessageTemplate,
  updateMessageTemplate,
  createConnectionDefinition,
  deleteConnectionDefinition,
  updateConnectionDefinition,
  createTask,
  deleteTask,
  updateTask,
  createAppointment,
  deleteAppointment,
  updateAppointment,
  createVisit,
  deleteVisit,
  updateVisit,
  createRating,
  updateRating,
  deleteRating,
  createShare,
  updateShare,
  compareProfiles,
  dismissDuplicate,
  deleteShare,
  recordShareUse,
  createReminder,
  updateReminder,
  deleteReminder,
  createList,
  updateList,
  deleteList,
  addListItem,
  changeListItem,
  removeListItem,
  shareList,
  unshareList,
  reserveItem,
  changeReservation,
  deleteReservation,
  createProduct,
  createProfile: createProfileRecord,
  createStaff,
  createTenant,
  createTerm,
  createCustomField,
  deleteCustomField,
  updateCustomField,
  deleteCustomAttribute,
  deleteDate,
  resendProfile,
  resendProfiles,
  addProfileRegion,
  changeProfileRegion,
  removeProfileRegion,
  createCountry,
  deleteCountry,
  updateCountry,
  createCurrency,
  deleteCurrency,
  updateCurrency,
  createTierPoint,
  deleteDefinition,
  deleteIdentity,
  deleteLocation,
  deleteProfile,
  restoreProfile,
  eraseProfile,
  eraseAgain,
  mergeProfiles,
  unmergeProfiles,
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
  extendCredits,
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
  pruneAnswers,
  pruneEvents,
  pruneVelocity,
  rebuildAccounts,
  removeTierPoint,
  redeem,
  redeemBenefit,
  redeemGiftCard,
  redeemOnce,
  releaseCredit,
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
  setProfileRules,
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
} as const satisfies Readonly<Record<keyof typeof writeEvents, Write<never, unknown>>>;

type Writes = typeof table;

export type WriteName = keyof Writes;
export type WriteInput<K extends WriteName> = Parameters<Writes[K]>[1];
export type WriteOutput<K extends WriteName> = Awaited<ReturnType<Writes[K]>>;

/** Those that delete what is too old, of every tenant (`ACROSS_TENANTS`). */
export const WRITES_ACROSS_TENANTS: ReadonlySet<WriteName> = new Set<WriteName>([
  "pruneAnswers",
  "pruneBatches",
  "pruneEvents",
  "pruneVelocity",
]);

/**
 * Those for exactly the profile that they name. All others are for what it was merged into, if it
 * was (profile/SPEC.md [I2]). A redemption finds that itself, so that its key still fits.
 */
const AS_NAMED: ReadonlySet<WriteName> = new Set<WriteName>([
  "createProfile",
  "deleteProfile",
  "eraseAgain",
  "eraseProfile",
  "previewRedeem",
  "redeem",
  "redeemOnce",
  "restoreProfile",
]);

/** The same table, typed so that it can be called with any of the names. */
const writesByName: {
  readonly [K in WriteName]: Write<WriteInput<K>, WriteOutput<K>>;
} = table;

/**
 * The write with a name. If it records an event that it doesn't declare, it throws if it is
 * strict, as in tests, and warns otherwise ([E4]).
 */
export const writeNamed =
  <K extends WriteName>(name: K, isStrict: boolean): Write<WriteInput<K>, WriteOutput<K>> =>
  (deps, input) => {
    const write: Write<WriteInput<K>, WriteOutput<K>> = writesByName[name];
    const recording: WriteDeps = {
      ...deps,
      happened: (...events) => {
        for (const { kind } of events) {
          if (mayRecord(name, kind)) continue;
          const problem = `${name} must declare in writeEvents that it may record ${kind}`;
          assert(!isStrict, problem);
          process.emitWarning(problem);
        }
        deps.happened(...events);
      },
    };
    if (AS_NAMED.has(name)) return write(recording, input);
    return followMerge(recording, input).then((followed) => write(recording, followed));
  };
