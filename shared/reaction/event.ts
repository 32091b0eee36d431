import { z } from "zod";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import {
  type CommandId,
  definitionIdSchema,
  deviceIdSchema,
  locationIdSchema,
  lotIdSchema,
  noteIdSchema,
  type ProfileId,
  redemptionIdSchema,
  staffIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { type Instant, instantSchema } from "#shared/kernel/time.ts";
import { entryKindSchema, entrySourceSchema, type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { profileSchema, profileTypeSchema } from "#shared/profile/profile.ts";

const actor = {
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  deviceId: deviceIdSchema.nullable(),
};

/** A change of one lot, by an entry of the ledger or (with no entry kind) of what is kept beside it. */
const lotContext = z.object({
  ...actor,
  lotId: lotIdSchema,
  entryKind: entryKindSchema.nullable(),
  definitionId: definitionIdSchema.nullable(),
  definitionVersion: z.int().min(0),
  /** Signed, in the unit: cents or whole points. */
  amount: z.int(),
  valueCents: centsSchema,
  expiresAt: instantSchema.nullable(),
  source: entrySourceSchema,
});

const drawSchema = z.object({
  lotId: lotIdSchema,
  unit: unitSchema,
  definitionId: definitionIdSchema.nullable(),
  /** Below zero: taken from the lot. */
  amount: z.int(),
  valueCents: centsSchema,
});

const transactionContext = z.object({
  transactionId: transactionIdSchema,
  totalCents: centsSchema,
  currency: z.string(),
  isVoid: z.boolean(),
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  earned: z.array(z.object({ definitionId: definitionIdSchema, points: z.int() })).readonly(),
});

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

const locationContext = z.object({ locationId: locationIdSchema });
const staffContext = z.object({ staffId: staffIdSchema, isActive: z.boolean() });

/** The fields of a profile's record that an edit can change. */
export const profileFields = [
  ...profileSchema.omit({ id: true, version: true, createdAt: true, updatedAt: true }).keyof()
    .options,
  "extra",
] as const;

/** What of a profile was changed: the names of fields, never what is in them. */
const profileFieldSchema = z.enum([...profileFields, "attributes"]);
export type ProfileField = z.infer<typeof profileFieldSchema>;

/**
 * Every kind of event, in the field's words (DOMAIN §16) where it has one, each with its context: what
 * whoever reads it may need of how things were at that moment. A context holds ids, amounts and
 * definitions; no name, contact, card number or free text ([E2]). To add a kind, add a line.
 */
export const eventContexts = {
  "profile.created": z.object({
    version: z.int().positive(),
    profileType: profileTypeSchema,
    joinedLocationId: locationIdSchema.nullable(),
    joinedStaffId: staffIdSchema.nullable(),
  }),
  "profile.updated": z.object({
    version: z.int().positive(),
    changed: z.array(profileFieldSchema).readonly(),
  }),
  "profile.deleted": z.object({ version: z.int().positive() }),
  "identity.created": identityContext,
  "identity.updated": identityContext,
  "identity.deleted": identityContext,
  "note.created": z.object({ ...actor, noteId: noteIdSchema }),

  "reward.created": lotContext,
  "reward.updated": lotContext,
  "reward.expired": lotContext,
  "point.created": lotContext,
  "point.updated": lotContext,
  "point.expired": lotContext,
  "redemption.created": z.object({
    ...actor,
    redemptionId: redemptionIdSchema,
    requestedCents: centsSchema,
    redeemedCents: centsSchema,
    shortfallCents: centsSchema,
    draws: z.array(drawSchema).readonly(),
  }),
  "shortfall.created": lotContext,
  "shortfall.recovered": lotContext,
  "transaction.created": transactionContext,
  "transaction.updated": transactionContext,

  "reward-definition.created": definitionContext,
  "reward-definition.updated": definitionContext,
  "reward-definition.deleted": definitionContext,
  "point-definition.created": definitionContext,
  "point-definition.updated": definitionContext,
  "point-definition.deleted": definitionContext,
  "location.created": locationContext,
  "location.updated": locationContext,
  "location.deleted": locationContext,
  "staff.created": staffContext,
  "staff.updated": staffContext,
  "setting.updated": z.object({ handle: z.string(), version: z.int() }),

  "device.enrolled": z.object({ deviceId: deviceIdSchema, locationId: locationIdSchema }),
  "device.revoked": z.object({ deviceId: deviceIdSchema }),
  /** Two devices used one identity (sync/SPEC.md [S15]). */
  "device.must-enrol": z.object({ deviceId: deviceIdSchema }),
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

export type EventKind = keyof typeof eventContexts;
export type EventContext<K extends EventKind> = Readonly<z.infer<(typeof eventContexts)[K]>>;

/** The kinds of which the context is a change of one lot. */
export type LotEventKind =
  | `${Unit}.${"created" | "updated" | "expired"}`
  | `shortfall.${"created" | "recovered"}`;

/** The kinds of which the context is a definition. */
export type DefinitionEventKind =
  `${DefinitionKind}-definition.${"created" | "updated" | "deleted"}`;

/** Something that happened, as the write that did it says it. */
export type NewEvent = {
  readonly [K in EventKind]: {
    readonly kind: K;
    /** Whom it happened to; null where it is nobody's in particular. */
    readonly profileId: ProfileId | null;
    readonly context: EventContext<K>;
    /** The device's or caller's time of the act; without it, the server's time of the writing. */
    readonly occurredAt?: Instant;
    /** The command that caused it, where there is one. */
    readonly commandId?: CommandId;
  };
}[EventKind];
