import type { EventKind } from "#shared/reaction/event.ts";
import { LOT_EXPIRED, LOT_UPDATED } from "#shared/reaction/lot-events.ts";

type Declared =
  /** Every kind of event that the write may record. */
  | { readonly records: readonly [EventKind, ...EventKind[]] }
  /** Why it causes nothing that anyone might want to react to. */
  | { readonly silent: string };

const VELOCITY = ["velocity.exceeded"] as const;
const LOTS = ["shortfall.created", "shortfall.recovered"] as const;
const BUDGET = ["budget.reached"] as const;
const POINTS = ["point.created", "point.updated", ...LOTS, ...BUDGET] as const;
const REWARDS = ["reward.created", "reward.updated", ...LOTS, ...BUDGET] as const;
const BENEFITS = ["benefit.created", "benefit.code.allocated", ...BUDGET] as const;
const EXPIRIES = Object.values(LOT_EXPIRED);
const REDEMPTION = [
  "redemption.created",
  "redemption.exceeded",
  "credit.unlocked",
  ...LOTS,
  ...VELOCITY,
] as const;
const DEVICE = ["device.must-enrol", "device.restricted", "device.charged"] as const;
const REVERSAL = ["redemption.reversed", ...Object.values(LOT_UPDATED), ...LOTS] as const;
const CREATED = [
  "reward-definition.created",
  "point-definition.created",
  "rate.created",
  "tier-definition.created",
  "benefit-definition.created",
  "credit-definition.created",
  "achievement-definition.created",
  "list-definition.created",
] as const;
const UPDATED = [
  "reward-definition.updated",
  "point-definition.updated",
  "rate.updated",
  "tier-definition.updated",
  "benefit-definition.updated",
  "credit-definition.updated",
  "achievement-definition.updated",
  "list-definition.updated",
] as const;
const DELETED = [
  "reward-definition.deleted",
  "point-definition.deleted",
  "rate.deleted",
  "tier-definition.deleted",
  "benefit-definition.deleted",
  "credit-definition.deleted",
  "achievement-definition.deleted",
  "list-definition.deleted",
] as const;
const TIERS = [
  "tier.achieved",
  "tier.lost",
  "tier.maintained",
  "tier.progressed",
  "tier.welcomed",
  "reward.created",
  ...BENEFITS,
] as const;
const ACHIEVEMENTS = [
  "achievement.progressed",
  "achievement.unlocked",
  "achievement.lost",
  "reward.created",
  ...BENEFITS,
] as const;
const TRANSACTION = [
  "transaction.created",
  "transaction.updated",
  "transaction.deleted",
  "transaction.points.issued",
  "transaction.tier-points.issued",
  "transaction-claim.updated",
  "redemption.exceeded",
  "aggregation.updated",
  "shortfall.written-off",
  ...POINTS,
  ...REVERSAL,
  ...EXPIRIES,
  ...TIERS,
  ...ACHIEVEMENTS,
] as const;
const ERASURE = [
  "profile.purged",
  "profile.depersonalised",
  ...Object.values(LOT_UPDATED),
  ...EXPIRIES,
  "shortfall.written-off",
  "shortfall.recovered",
] as const;
const PROFILE = [
  "profile.created",
  "profile-temporary.created",
  "profile.updated",
  "profile.address.created",
  "profile.address.updated",
  "identity.created",
  "identity.updated",
] as const;

const table = {
  addAchievement: { records: [...ACHIEVEMENTS, ...VELOCITY] },
  addAddress: {
    records: ["profile.address.created", "profile.address.updated", "profile.updated"],
  },
  changeAddress: { records: ["profile.address.updated", "profile.updated"] },
  deleteAddress: {
    records: ["profile.address.deleted", "profile.address.updated", "profile.updated"],
  },
  addProfileStatus: { records: ["profile.updated"] },
  changeProfileStatus: { records: ["profile.updated"] },
  removeProfileStatus: { records: ["profile.updated"] },
  addIdentity: { records: ["identity.created", "identity.updated"] },
  assignTier: { records: TIERS },
  calculateTiers: { records: TIERS },
  changeBenefit: { records: ["benefit.updated", "benefit.deleted", ...VELOCITY, ...BUDGET] },
  changeCredit: { records: ["credit.updated", "credit.deleted", ...VELOCITY] },
  changeIdentity: { records: ["identity.updated"] },
  changePoints: { records: ["point.updated", "point.deleted", ...LOTS, ...VELOCITY, ...BUDGET] },
  changeReward: {
    records: [
      "reward.updated",
      "reward.deleted",
      "point.updated",
      ...LOTS,
      ...EXPIRIES,
      ...VELOCITY,
      ...BUDGET,
    ],
  },
  changeTransaction: { records: TRANSACTION },
  resendTransaction: { records: ["transaction.resent"] },
  resendTransactionItem: { records: ["transaction-item.resent"] },
  calculateAggregations: { records: ["aggregation.updated"] },
  claimBenefit: { records: [...BENEFITS, "benefit.claimed", "redemption.created", ...VELOCITY] },
  checkGiftCard: { records: ["gift-card.blocked"] },
  claimTransaction: { records: ["transaction-claim.created", ...TRANSACTION] },
  claimBatchRows: { silent: "only says which server works through a batch" },
  doBatchRow: { records: [...PROFILE, ...VELOCITY] },
  failBatchRow: { silent: "the row did nothing" },
  pruneBatches: { silent: "removes what came of batches long ago" },
  queueBatch: { silent: "each of its rows has events when it is done" },
  releaseBatch: { silent: "only says that no server works through a batch" },
  claimDue: { silent: "only says which server will do what is due" },
  clearDevice: { records: ["device.cleared"] },
  createApiToken: { records: ["token.created"] },
  createDefinition: { records: [...CREATED] },
  createEnrolmentCode: { records: ["enrolment-code.created"] },
  createGiftCards: { records: ["gift-card.created"] },
  createLocation: { records: ["location.created"] },
  createOrder: { records: ["order.created", "location.created"] },
  createInteraction: { records: ["interaction.created", "location.created"] },
  deleteInteraction: { records: ["interaction.deleted"] },
  updateInteraction: { records: ["interaction.updated", "location.created"] },
  createConnection: { records: ["connection.created"] },
  deleteConnection: { records: ["connection.deleted"] },
  putConnection: { records: ["connection.created", "connection.updated"] },
  updateConnection: { records: ["connection.updated"] },
  createConnectionDefinition: { records: ["connection-definition.created"] },
  deleteConnectionDefinition: { records: ["connection-definition.deleted"] },
  updateConnectionDefinition: { records: ["connection-definition.updated"] },
  deleteDate: { records: ["profile.updated"] },
  setProfileRules: { records: ["setting.updated"] },
  resendProfile: { records: ["profile.resent"] },
  resendProfiles: { silent: "It only says what is to be sent again; handleDue sends it." },
  createVisit: { records: ["visit.created", "location.created"] },
  deleteVisit: { records: ["visit.deleted"] },
  updateVisit: { records: ["visit.updated", "location.created"] },
  createList: { records: ["product-list.created", "product-list-item.created"] },
  updateList: {
    records: [
      "product-list.updated",
      "product-list-item.created",
      "product-list-item.updated",
      "product-list-item.deleted",
    ],
  },
  deleteList: { records: ["product-list.deleted", "product-list-item.deleted"] },
  addListItem: { records: ["product-list-item.created"] },
  changeListItem: { records: ["product-list-item.updated"] },
  removeListItem: { records: ["product-list-item.deleted"] },
  shareList: { records: ["product-list-share.created"] },
  unshareList: { records: ["product-list-share.deleted"] },
  reserveItem: { records: ["product-list-reservation.created"] },
  changeReservation: { records: ["product-list-reservation.updated"] },
  deleteReservation: { records: ["product-list-reservation.deleted"] },
  createProduct: { records: ["product.created"] },
  createProfile: { records: [...PROFILE, ...VELOCITY] },
  createStaff: { records: ["staff.created"] },
  addProfileRegion: { records: ["profile-region.created"] },
  changeProfileRegion: { records: ["profile-region.updated"] },
  removeProfileRegion: { records: ["profile-region.deleted"] },
  createCountry: { records: ["country.created"] },
  deleteCountry: { records: ["country.deleted"] },
  updateCountry: { records: ["country.updated"] },
  createCurrency: { records: ["currency.created"] },
  deleteCurrency: { records: ["currency.deleted"] },
  updateCurrency: { records: ["currency.updated"] },
  createCustomField: { records: ["custom-field.created"] },
  deleteCustomAttribute: { records: ["profile.updated"] },
  deleteCustomField: { records: ["custom-field.deleted"] },
  updateCustomField: { records: ["custom-field.updated"] },
  createTerm: {
    records: [
      "brand.created",
      "department.created",
      "region.created",
      "status.created",
      "system.created",
      "tag.created",
    ],
  },
  createTierPoint: { records: ["tier-point.created", ...TIERS, ...VELOCITY] },
  createTenant: { records: ["tenant.created"] },
  deleteDefinition: { records: [...DELETED] },
  deleteIdentity: { records: ["identity.deleted", "identity.updated"] },
  deleteLocation: { records: ["location.deleted"] },
  deleteTerm: {
    records: [
      "brand.deleted",
      "department.deleted",
      "region.deleted",
      "status.deleted",
      "system.deleted",
      "tag.deleted",
    ],
  },
  deleteVariant: { records: ["product.updated"] },
  deleteTransactionClaim: { records: ["transaction-claim.deleted"] },
  deleteOrder: { records: ["order.deleted"] },
  deleteProduct: { records: ["product.deleted"] },
  deleteProfile: { records: ["profile.deleted"] },
  restoreProfile: { records: ["profile.restored", ...TIERS] },
  eraseProfile: { records: ERASURE },
  eraseAgain: { records: ERASURE },
  unmergeProfiles: { records: ["profile.unmerged", "aggregation.updated", ...TIERS] },
  mergeProfiles: {
    records: ["profile.merged", "aggregation.updated", ...TIERS, ...ACHIEVEMENTS],
  },
  endCreditHold: { records: ["credit.unlocked"] },
  endGiftCardHold: { records: ["gift-card.blocked", "gift-card.unlocked"] },
  enrolDevice: { records: ["device.enrolled"] },
  exchangePoints: { records: ["reward.created", "point.exchanged", ...BUDGET] },
  extendBenefits: { records: ["benefit.updated", ...VELOCITY] },
  extendCredits: { records: ["credit.updated", ...VELOCITY] },
  extendRewards: { records: ["reward.updated", ...VELOCITY] },
  freezeAccount: { records: ["account.frozen"] },
  handleCommand: {
    records: [...PROFILE, ...REDEMPTION, ...BENEFITS, "benefit.claimed", "note.created", ...DEVICE],
  },
  handleDue: {
    records: [
      ...TRANSACTION,
      "credit.unlocked",
      "gift-card.unlocked",
      "gift-card.released",
      "profile.resent",
    ],
  },
  holdCredit: { records: ["credit.locked", "credit.unlocked"] },
  holdGiftCard: {
    records: ["gift-card.blocked", "gift-card.locked", "gift-card.unlocked"],
  },
  importInvoices: { records: [...PROFILE, ...TRANSACTION, "location.created", ...VELOCITY] },
  issueBenefit: { records: [...BENEFITS, ...VELOCITY] },
  takePoints: { records: ["point.updated"] },
  issuePoints: { records: [...POINTS, ...VELOCITY] },
  issueReward: { records: [...REWARDS, ...VELOCITY] },
  drawPrize: { records: ["prize-draw.created", "prize-draw.won"] },
  loadAllocations: { records: ["allocation.loaded"] },
  issueCredit: { records: ["credit.created", "credit.updated", ...LOTS, ...VELOCITY] },
  loadGiftCard: { records: ["gift-card.activated", "gift-card.topped-up", "credit.created"] },
  noteContact: { silent: "only says when a device was in contact" },
  noteDueFailure: { silent: "only says why something isn't done yet" },
  noteTokenUse: { silent: "only says when a token was last used" },
  postTransaction: { records: [...TRANSACTION, "location.created"] },
  prepareImport: { records: ["tenant.created", "point-definition.created", "location.created"] },
  previewRedeem: { silent: "undoes what it does" },
  putProduct: { records: ["product.created", "product.updated"] },
  pruneAnswers: { silent: "removes what is too old to be asked for again" },
  pruneEvents: { silent: "removes events that are too old for anyone to react to" },
  pruneVelocity: { silent: "removes what is too old to count" },
  rebuildAccounts: { silent: "corrects what is stored to match what happened" },
  redeem: { records: REDEMPTION },
  redeemBenefit: { records: ["redemption.created", ...VELOCITY] },
  redeemGiftCard: {
    records: [...REDEMPTION, "gift-card.blocked", "gift-card.unlocked"],
  },
  redeemOnce: { records: REDEMPTION },
  releaseCredit: { records: ["credit.updated"] },
  releaseGiftCard: { records: ["gift-card.released", "credit.updated", "credit.expired"] },
  changeTierPoint: { records: ["tier-point.updated", ...TIERS, ...VELOCITY] },
  removeTierPoint: { records: ["tier-point.deleted", ...TIERS] },
  renewDeviceToken: { silent: "only says how long a device's token lasts" },
  renewEpoch: { records: ["server.restored"] },
  returnRedemption: {
    records: [
      "redemption.returned",
      "reward.created",
      "point.created",
      "credit.created",
      "benefit.updated",
      "shortfall.recovered",
      ...EXPIRIES,
    ],
  },
  reverseRedemption: { records: [...REVERSAL, ...EXPIRIES] },
  revokeApiToken: { records: ["token.revoked"] },
  revokeDevice: { records: ["device.revoked"] },
  seedDemoBase: {
    records: [
      "tenant.created",
      "location.created",
      "staff.created",
      "reward-definition.created",
      "point-definition.created",
      "rate.created",
      "tier-definition.created",
      "credit-definition.created",
      "gift-card.created",
      "gift-card.activated",
      "credit.created",
    ],
  },
  seedDemoBenefits: {
    records: [
      "achievement-definition.created",
      "benefit-definition.created",
      "allocation.loaded",
      "benefit.claimed",
      ...BENEFITS,
      ...VELOCITY,
    ],
  },
  seedDemoPeople: {
    records: [...PROFILE, ...REWARDS, "credit.created", "note.created", ...VELOCITY],
  },
  seedDemoTransactions: { records: [...TRANSACTION, "location.created"] },
  setPolicy: { records: ["setting.updated"] },
  settleCardPayment: { silent: "only takes the id of a payment that never arrived" },
  tryWrite: { silent: "only shows whether the database can be written to" },
  unfreezeAccount: { records: ["account.unfrozen"] },
  unblockGiftCard: { silent: "only lets a PIN be tried again" },
  updateDefinition: { records: [...UPDATED] },
  updateLocation: { records: ["location.updated"] },
  updateOrder: { records: ["order.updated", "location.created"] },
  updateProduct: { records: ["product.updated"] },
  updateProfile: { records: PROFILE },
  updateStaff: { records: ["staff.updated"] },
  updateTerm: {
    records: ["brand.updated", "department.updated", "region.updated", "status.updated"],
  },
  updateVariant: { records: ["product.updated"] },
  voidGiftCard: { records: ["gift-card.voided", "credit.updated", "credit.expired"] },
  writeOff: { records: ["shortfall.written-off", "shortfall.recovered"] },
} as const satisfies Readonly<Record<string, Declared>>;

/**
 * The events that each write may record (reaction/SPEC.md [E4]). Every new write must be listed
 * here.
 */
export const writeEvents: { readonly [K in keyof typeof table]: Declared } = table;

/** Whether a write has declared that it may record such an event ([E4]). */
export const mayRecord = (write: keyof typeof table, kind: EventKind): boolean => {
  const declared: Declared = writeEvents[write];
  return "records" in declared && declared.records.includes(kind);
};
