import { z } from "zod";
import { appointmentStateSchema } from "#shared/clienteling/appointment.ts";
import { connectionStatusSchema } from "#shared/clienteling/connection.ts";
import {
  interactionActionSchema,
  interactionChannelSchema,
  interactionSignalSchema,
} from "#shared/clienteling/interaction.ts";
import { taskStateSchema } from "#shared/clienteling/task.ts";
import { entrantKindSchema } from "#shared/incentive/benefits/prize-draw.ts";
import { budgetCountedSchema, whenReachedSchema } from "#shared/incentive/budget.ts";
import { cardHoldEndSchema } from "#shared/incentive/credits/gift-card.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import {
  allocationIdSchema,
  appointmentIdSchema,
  assignmentIdSchema,
  type CommandId,
  connectionDefinitionIdSchema,
  connectionIdSchema,
  countryIdSchema,
  currencyPairIdSchema,
  customFieldIdSchema,
  definitionIdSchema,
  deviceIdSchema,
  freezeIdSchema,
  giftCardIdSchema,
  interactionIdSchema,
  locationIdSchema,
  lotIdSchema,
  messageTemplateIdSchema,
  noteIdSchema,
  orderIdSchema,
  organisationIdSchema,
  type ProfileId,
  productIdSchema,
  profileIdSchema,
  profileMergeIdSchema,
  redemptionIdSchema,
  staffIdSchema,
  taskIdSchema,
  termIdSchema,
  transactionIdSchema,
  transactionItemIdSchema,
  visitIdSchema,
  writeOffIdSchema,
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { calendarDaySchema, type Instant, instantSchema } from "#shared/kernel/time.ts";
import { handReasonSchema } from "#shared/ledger/by-hand.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { freezeReasonSchema, unfreezeReasonSchema } from "#shared/ledger/freeze.ts";
import { assignmentTypeSchema } from "#shared/organisation/assignment.ts";
import { membershipSourceSchema } from "#shared/organisation/organisation.ts";
import { profileTypeSchema } from "#shared/profile/profile-type.ts";
import { exceededSaleLimitSchema } from "#shared/redemption/sale-limits.ts";
import {
  velocityActionSchema,
  velocityCountedSchema,
  velocityPerSchema,
} from "#shared/redemption/velocity.ts";
import { writeOffReasonSchema } from "#shared/redemption/write-off.ts";
import { verdictReasonSchema } from "#shared/sync/verdict.ts";
import {
  aggregationContext,
  claimContext,
  doneBy,
  drawSchema,
  giftCardContext,
  issuedPointsContext,
  levelContext,
  linkedItemContext,
  listContext,
  listItemContext,
  listShareContext,
  lotContext,
  prizeDraw,
  ratingContext,
  reminderContext,
  reservationContext,
  shareContext,
  shareUseContext,
  tierContext,
  tierPointContext,
  transactionContext,
} from "./event-context.ts";
import { profileFieldSchema } from "./profile-field.ts";

const identityContext = z.object({
  handle: z.string(),
  isPrimary: z.boolean(),
  isActive: z.boolean(),
});

const definitionContext = z.object({
  definitionId: definitionIdSchema,
  version: z.int().positive(),
  handle: z.string(),
});

const addressContext = z.object({ addressId: z.int().positive(), isDefault: z.boolean() });
/** Never its text, which may say anything about anybody. */
const interactionContext = z.object({
  interactionId: interactionIdSchema,
  action: interactionActionSchema,
  channel: interactionChannelSchema,
  signal: interactionSignalSchema,
  namespace: z.string(),
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
});
const visitContext = z.object({
  visitId: visitIdSchema,
  locationId: locationIdSchema,
  staffId: staffIdSchema.nullable(),
});
const taskContext = z.object({
  taskId: taskIdSchema,
  locationId: locationIdSchema,
  /** For whom it is. */
  staffId: staffIdSchema.nullable(),
  state: taskStateSchema,
});
const appointmentContext = z.object({
  appointmentId: appointmentIdSchema,
  locationId: locationIdSchema,
  /** With whom it is. */
  staffId: staffIdSchema.nullable(),
  state: appointmentStateSchema,
});
const assignmentContext = z.object({
  assignmentId: assignmentIdSchema,
  locationId: locationIdSchema,
  staffId: staffIdSchema.nullable(),
  assignmentType: assignmentTypeSchema,
});
const organisationContext = z.object({ organisationId: organisationIdSchema });
const memberContext = z.object({
  organisationId: organisationIdSchema,
  roleDefinitionId: termIdSchema.nullable(),
  source: membershipSourceSchema,
});
/** The event is about the connector. */
const connectionContext = z.object({
  connectionId: connectionIdSchema,
  connectionDefinitionId: connectionDefinitionIdSchema,
  connectedProfileId: profileIdSchema,
  status: connectionStatusSchema,
});
const connectionDefinitionContext = z.object({
  connectionDefinitionId: connectionDefinitionIdSchema,
  handle: z.string(),
});
const messageTemplateContext = z.object({
  messageTemplateId: messageTemplateIdSchema,
  handle: z.string(),
});
const locationContext = z.object({ locationId: locationIdSchema });
const termContext = z.object({ termId: termIdSchema });
const orderContext = z.object({
  orderId: orderIdSchema,
  totalCents: centsSchema,
  isVoid: z.boolean(),
});
const productContext = z.object({ productId: productIdSchema });
const countryContext = z.object({ countryId: countryIdSchema, iso2: z.string() });
const currencyContext = z.object({
  currencyId: currencyPairIdSchema,
  fromCurrency: z.string(),
  toCurrency: z.string(),
  /** In hundred-millionths. */
  rateE8: z.int(),
});
/** Never its value, which may be a secret. */
const customFieldContext = z.object({ customFieldId: customFieldIdSchema });
const staffContext = z.object({ staffId: staffIdSchema, isActive: z.boolean() });

const mergeContext = z.object({
  mergeId: profileMergeIdSchema,
  loserId: profileIdSchema,
  /** Of the winner. */
  version: z.int().positive(),
});

/**
 * Every kind of event, each with its context: the state at that instant that a reader may need.
 * Names follow the industry's (DOMAIN §16) where it has one. A context holds ids, amounts and
 * definitions; no name, contact, card number or free text ([E2]). To add a kind, add a line.
 */
export const eventContexts = {
  "profile.created": z.object({
    version: z.int().positive(),
    profileType: profileTypeSchema,
    joinedLocationId: locationIdSchema.nullable(),
    joinedStaffId: staffIdSchema.nullable(),
  }),
  /** Beside `profile.created`, for whoever waits for these alone. */
  "profile-temporary.created": z.object({ version: z.int().positive() }),
  /** Sent again as it is now, for whoever missed what happened: nothing has changed. */
  "profile.resent": z.object({ version: z.int().positive() }),
  "profile.updated": z.object({
    version: z.int().positive(),
    changed: z.array(profileFieldSchema).readonly(),
  }),
  /** profile/SPEC.md [I9]. */
  "profile.merged": mergeContext,
  "profile.unmerged": mergeContext,
  "profile.deleted": z.object({ version: z.int().positive() }),
  "profile.restored": z.object({ version: z.int().positive(), profileType: profileTypeSchema }),
  /** profile/SPEC.md [I14], [I15]. */
  "profile.depersonalised": z.object({ version: z.int().positive() }),
  "profile.purged": z.object({ version: z.int().positive() }),
  "identity.created": identityContext,
  "identity.updated": identityContext,
  "identity.deleted": identityContext,
  "profile.address.created": addressContext,
  "profile.address.updated": addressContext,
  "profile.address.deleted": addressContext,
  "interaction.created": interactionContext,
  "interaction.updated": interactionContext,
  "interaction.deleted": interactionContext,
  "visit.created": visitContext,
  "visit.updated": visitContext,
  "visit.deleted": visitContext,
  "task.created": taskContext,
  "task.updated": taskContext,
  "task.deleted": taskContext,
  "appointment.created": appointmentContext,
  "appointment.updated": appointmentContext,
  "appointment.deleted": appointmentContext,
  "location-profile.created": assignmentContext,
  "location-profile.updated": assignmentContext,
  "location-profile.deleted": assignmentContext,
  "organisation.created": organisationContext,
  "organisation.updated": organisationContext,
  "organisation.deleted": organisationContext,
  "organisation-member.created": memberContext,
  "organisation-member.updated": memberContext,
  "organisation-member.deleted": memberContext,
  "role-definition.created": termContext,
  "role-definition.updated": termContext,
  "role-definition.deleted": termContext,
  "connection.created": connectionContext,
  "connection.updated": connectionContext,
  "connection.deleted": connectionContext,
  "connection-definition.created": connectionDefinitionContext,
  "connection-definition.updated": connectionDefinitionContext,
  "connection-definition.deleted": connectionDefinitionContext,
  "message-template.created": messageTemplateContext,
  "message-template.updated": messageTemplateContext,
  "message-template.deleted": messageTemplateContext,
  "product-list.created": listContext,
  "product-list.updated": listContext,
  "product-list.deleted": listContext,
  "product-list-item.created": listItemContext,
  "product-list-item.updated": listItemContext,
  "product-list-item.deleted": listItemContext,
  /** A line of a transaction bought it. */
  "product-list-item.linked": linkedItemContext,
  "product-list-share.created": listShareContext,
  "product-list-share.deleted": listShareContext,
  "product-list-reservation.created": reservationContext,
  "product-list-reservation.updated": reservationContext,
  "product-list-reservation.deleted": reservationContext,
  "rating.created": ratingContext,
  "rating.updated": ratingContext,
  "rating.deleted": ratingContext,
  "share.created": shareContext,
  "share.updated": shareContext,
  "share.deleted": shareContext,
  "share.used": shareUseContext,
  "reminder.created": reminderContext,
  "reminder.updated": reminderContext,
  "reminder.deleted": reminderContext,
  "note.created": z.object({ ...doneBy, noteId: noteIdSchema }),

  "reward.created": lotContext,
  "reward.updated": lotContext,
  "reward.expired": lotContext,
  "reward.deleted": lotContext,
  "point.created": lotContext,
  "point.updated": lotContext,
  "point.deleted": lotContext,
  "point.expired": lotContext,
  "point.exchanged": z.object({
    rewardLotId: lotIdSchema,
    /** Of the reward. */
    definitionId: definitionIdSchema,
    definitionVersion: z.int().min(0),
    draws: z.array(drawSchema).readonly(),
  }),
  /** A budget has first reached a percentage of its total (incentive/SPEC.md [G6]). */
  "budget.reached": z.object({
    /** Of the definition or rate. */
    definitionId: definitionIdSchema,
    countedIn: budgetCountedSchema,
    /** In minor units of money, or in issues, like what is used. */
    total: z.int(),
    used: z.int(),
    mark: z.int(),
    whenReached: whenReachedSchema,
  }),
  "benefit.created": lotContext,
  "benefit.updated": lotContext,
  "benefit.expired": lotContext,
  "benefit.deleted": lotContext,
  /** A customer took it. */
  "benefit.claimed": z.object({
    ...doneBy,
    lotId: lotIdSchema,
    definitionId: definitionIdSchema,
    definitionVersion: z.int().min(0),
  }),
  /** Never the code itself ([E2]). */
  "benefit.code.allocated": z.object({
    lotId: lotIdSchema,
    definitionId: definitionIdSchema,
    allocationId: allocationIdSchema,
  }),
  "prize-draw.created": z.object({
    ...prizeDraw,
    entrantKind: entrantKindSchema,
    totalEntrants: z.int(),
    winners: z.int(),
    entrantsHash: z.string(),
    seed: z.string(),
  }),
  /** One for each winner; 1 is the first. */
  "prize-draw.won": z.object({ ...prizeDraw, position: z.int() }),
  "allocation.loaded": z.object({ definitionId: definitionIdSchema, count: z.int() }),
  "credit.created": lotContext,
  "credit.updated": lotContext,
  "credit.expired": lotContext,
  "credit.deleted": lotContext,
  "gift-card.created": z.object({
    definitionId: definitionIdSchema,
    giftCardIds: z.array(giftCardIdSchema).readonly(),
  }),
  "gift-card.activated": giftCardContext,
  "gift-card.topped-up": giftCardContext,
  "gift-card.voided": giftCardContext,
  "gift-card.released": giftCardContext,
  /** A checkout holds credit of a profile (incentive/SPEC.md [C10]). */
  "credit.locked": z.object({
    lotId: lotIdSchema,
    definitionId: definitionIdSchema.nullable(),
    until: instantSchema,
  }),
  "credit.unlocked": z.object({
    lotId: lotIdSchema,
    definitionId: definitionIdSchema.nullable(),
    end: cardHoldEndSchema,
  }),
  /** A checkout holds it ([C7]). */
  "gift-card.locked": z.object({
    giftCardId: giftCardIdSchema,
    definitionId: definitionIdSchema,
    until: instantSchema,
  }),
  "gift-card.unlocked": z.object({
    giftCardId: giftCardIdSchema,
    definitionId: definitionIdSchema,
    end: cardHoldEndSchema,
  }),
  /** Its PIN was wrong so often that it can't be tried for a while (incentive/SPEC.md [C6]). */
  "gift-card.blocked": z.object({
    giftCardId: giftCardIdSchema,
    definitionId: definitionIdSchema,
    wrongPins: z.int(),
  }),
  "redemption.created": z.object({
    ...doneBy,
    redemptionId: redemptionIdSchema,
    requestedCents: centsSchema,
    redeemedCents: centsSchema,
    shortfallCents: centsSchema,
    /** The account was frozen when the server heard of it (redemption/SPEC.md [Z3]). */
    wasFrozen: z.boolean(),
    draws: z.array(drawSchema).readonly(),
  }),
  "redemption.reversed": z.object({
    ...doneBy,
    redemptionId: redemptionIdSchema,
    reversalId: redemptionIdSchema,
    reversedCents: centsSchema,
    /** The manager who approved it at the counter (sync/SPEC.md [S32]); null if nobody had to. */
    approvedBy: staffIdSchema.nullable(),
    returns: z.array(drawSchema).readonly(),
  }),
  /** More was redeemed for a sale than its limits allow (redemption/SPEC.md [K6]). */
  "redemption.exceeded": z.object({
    redemptionId: redemptionIdSchema,
    /** The sale that links it; null if it was made at risk and none has yet. */
    transactionId: transactionIdSchema.nullable(),
    limit: exceededSaleLimitSchema,
    maxCents: centsSchema,
    /** By all redemptions for the sale. */
    redeemedCents: centsSchema,
  }),
  "account.frozen": z.object({ freezeId: freezeIdSchema, reason: freezeReasonSchema }),
  "account.unfrozen": z.object({ freezeId: freezeIdSchema, reason: unfreezeReasonSchema }),
  /** More happened in an hour than the policy allows (redemption/SPEC.md [H4]). */
  "velocity.exceeded": z.object({
    counted: velocityCountedSchema,
    per: velocityPerSchema,
    /** The profile, staff member, device or token. */
    subjectId: z.string(),
    maxPerHour: z.int(),
    whenOver: velocityActionSchema,
    /** In the hour up to the act, with it. */
    count: z.int(),
    /** The act was refused. */
    wasBlocked: z.boolean(),
  }),
  /** What was given back for returned goods, as new lots. */
  "redemption.returned": z.object({
    ...doneBy,
    redemptionId: redemptionIdSchema,
    returnId: redemptionIdSchema,
    returnedCents: centsSchema,
    returns: z.array(drawSchema).readonly(),
  }),
  "shortfall.created": lotContext,
  "shortfall.recovered": lotContext,
  "shortfall.written-off": z.object({
    writeOffId: writeOffIdSchema,
    unit: unitSchema,
    definitionId: definitionIdSchema.nullable(),
    /** In the unit: cents or hundredths of points. */
    amount: z.int(),
    reason: writeOffReasonSchema,
  }),
  "transaction.created": transactionContext,
  "transaction.updated": transactionContext,
  /** It has become void; its record stays. */
  "transaction.deleted": transactionContext,
  /** Points that can be spent. */
  "transaction.points.issued": issuedPointsContext,
  /** Points that count towards tiers. */
  "transaction.tier-points.issued": issuedPointsContext,
  /** As it is now, for those who missed it; nothing has changed. */
  "transaction.resent": transactionContext,
  "transaction-item.resent": z.object({
    transactionId: transactionIdSchema,
    itemId: transactionItemIdSchema,
    sku: z.string().nullable(),
    quantity: z.number(),
    priceSellCents: centsSchema,
    /** Of the transaction, and so of the price ([A10]). */
    currency: z.string(),
    /** Whether the transaction is. */
    isVoid: z.boolean(),
  }),
  "transaction-claim.created": claimContext,
  "transaction-claim.updated": claimContext,
  "transaction-claim.deleted": claimContext,
  "aggregation.updated": aggregationContext,
  "tier.achieved": tierContext,
  "tier.lost": tierContext,
  "tier.maintained": tierContext,
  "tier.progressed": tierContext,
  "tier.welcomed": z.object({
    programme: z.string(),
    definitionId: definitionIdSchema,
    definitionVersion: z.int().min(0),
    handle: z.string(),
    reachedOn: calendarDaySchema,
    /** What it issued, in order. */
    lotIds: z.array(lotIdSchema).readonly(),
  }),
  "tier-point.created": tierPointContext,
  "tier-point.updated": tierPointContext,
  "tier-point.deleted": tierPointContext,
  "achievement.progressed": z.object({
    definitionId: definitionIdSchema,
    definitionVersion: z.int().min(0),
    cycle: calendarDaySchema.nullable(),
    /** What was counted; negative if it was taken back. In hundredths, like the score after it. */
    count: z.int(),
    score: z.int(),
    /** Why head office counted it by hand, if it said so. */
    reason: handReasonSchema.nullable(),
    reference: z.string().nullable(),
  }),
  "achievement.unlocked": levelContext.extend({
    /** What it issued, in order. */
    lotIds: z.array(lotIdSchema).readonly(),
  }),
  /** By a correction by hand (incentive/SPEC.md [M6]). */
  "achievement.lost": levelContext,

  "reward-definition.created": definitionContext,
  "reward-definition.updated": definitionContext,
  "reward-definition.deleted": definitionContext,
  "point-definition.created": definitionContext,
  "point-definition.updated": definitionContext,
  "point-definition.deleted": definitionContext,
  "rate.created": definitionContext,
  "rate.updated": definitionContext,
  "rate.deleted": definitionContext,
  "tier-definition.created": definitionContext,
  "tier-definition.updated": definitionContext,
  "tier-definition.deleted": definitionContext,
  "benefit-definition.created": definitionContext,
  "benefit-definition.updated": definitionContext,
  "benefit-definition.deleted": definitionContext,
  "credit-definition.created": definitionContext,
  "credit-definition.updated": definitionContext,
  "credit-definition.deleted": definitionContext,
  "achievement-definition.created": definitionContext,
  "achievement-definition.updated": definitionContext,
  "achievement-definition.deleted": definitionContext,
  "list-definition.created": definitionContext,
  "list-definition.updated": definitionContext,
  "list-definition.deleted": definitionContext,
  "location.created": locationContext,
  "location.updated": locationContext,
  "location.deleted": locationContext,
  "brand.created": termContext,
  "brand.updated": termContext,
  "brand.deleted": termContext,
  "department.created": termContext,
  "department.updated": termContext,
  "department.deleted": termContext,
  "region.created": termContext,
  "region.updated": termContext,
  "region.deleted": termContext,
  "status.created": termContext,
  "status.updated": termContext,
  "status.deleted": termContext,
  "system.created": termContext,
  "system.deleted": termContext,
  "tag.created": termContext,
  "tag.deleted": termContext,
  "order.created": orderContext,
  "order.updated": orderContext,
  "order.deleted": orderContext,
  "product.created": productContext,
  "product.updated": productContext,
  "product.deleted": productContext,
  "profile-region.created": termContext,
  "profile-region.updated": termContext,
  "profile-region.deleted": termContext,
  "country.created": countryContext,
  "country.updated": countryContext,
  "country.deleted": countryContext,
  "currency.created": currencyContext,
  "currency.updated": currencyContext,
  "currency.deleted": currencyContext,
  "custom-field.created": customFieldContext,
  "custom-field.updated": customFieldContext,
  "custom-field.deleted": customFieldContext,
  "staff.created": staffContext,
  "staff.updated": staffContext,
  "setting.updated": z.object({ handle: z.string(), version: z.int() }),

  "device.enrolled": z.object({ deviceId: deviceIdSchema, locationId: locationIdSchema }),
  "device.revoked": z.object({ deviceId: deviceIdSchema }),
  /** Two devices used one identity (sync/SPEC.md [S15]). */
  "device.must-enrol": z.object({ deviceId: deviceIdSchema }),
  /**
   * It went beyond what it may, and redeems online only until it is cleared (sync/SPEC.md [S21]).
   */
  "device.restricted": z.object({ deviceId: deviceIdSchema, reason: verdictReasonSchema }),
  "device.cleared": z.object({ deviceId: deviceIdSchema }),
  /** What it gave away beyond that. */
  "device.charged": z.object({
    deviceId: deviceIdSchema,
    locationId: locationIdSchema,
    amountCents: centsSchema,
    reason: verdictReasonSchema,
  }),
  "enrolment-code.created": z.object({ locationId: locationIdSchema, expiresAt: instantSchema }),
  "token.created": z.object({
    tokenId: z.string(),
    scopes: z.array(z.string()).readonly(),
    expiresAt: instantSchema.nullable(),
  }),
  "token.revoked": z.object({ tokenId: z.string() }),
  "tenant.created": z.object({ currency: z.string(), country: z.string(), timezone: z.string() }),
  /** The database was restored from a backup (sync/SPEC.md [S12]). */
  "server.restored": z.object({ epoch: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export const eventKindSchema = z.object(eventContexts).keyof();
export type EventKind = z.infer<typeof eventKindSchema>;
export type EventContext<K extends EventKind> = Readonly<z.infer<(typeof eventContexts)[K]>>;

/** The kinds whose context is a change to one lot. */
export type LotEventKind = Extract<
  EventKind,
  `${Unit}.${"created" | "updated" | "expired"}` | `shortfall.${"created" | "recovered"}`
>;

export type DefinitionSubject = `${Exclude<DefinitionKind, "rate">}-definition` | "rate";

/**
 * What the events of each kind of definition are about. Rates issue nothing that shares their name.
 */
export const definitionSubjects: Readonly<Record<DefinitionKind, DefinitionSubject>> = {
  reward: "reward-definition",
  point: "point-definition",
  rate: "rate",
  tier: "tier-definition",
  benefit: "benefit-definition",
  credit: "credit-definition",
  achievement: "achievement-definition",
  list: "list-definition",
};

/** An event as the write that caused it records it. */
export type NewEvent = {
  readonly [K in EventKind]: {
    readonly kind: K;
    /** The profile it happened to; null if it isn't about a profile. */
    readonly profileId: ProfileId | null;
    readonly context: EventContext<K>;
    /**
     * When it happened, as judged (sync [S8]) or as the caller says; by default the time of the
     * write.
     */
    readonly occurredAt?: Instant;
    /** The command that caused it, if any. */
    readonly commandId?: CommandId;
  };
}[EventKind];
