import { z } from "zod";
import { heldProductSchema } from "#shared/catalogue/held-product.ts";
import { appointmentSchema } from "#shared/clienteling/appointment.ts";
import {
  heldConnectionDefinitionSchema,
  heldConnectionSchema,
} from "#shared/clienteling/held-connection.ts";
import { heldInteractionSchema, heldVisitSchema } from "#shared/clienteling/held-encounter.ts";
import { heldListSchema } from "#shared/clienteling/held-list.ts";
import { messageTemplateSchema } from "#shared/clienteling/message-template.ts";
import { noteSchema } from "#shared/clienteling/note.ts";
import { taskSchema } from "#shared/clienteling/task.ts";
import { heldClaimSchema } from "#shared/commerce/held-claim.ts";
import { RECEIPT_LENGTH_MAX } from "#shared/commerce/receipt-in-search.ts";
import { shoppingSchema } from "#shared/commerce/shopping.ts";
import { transactionSchema } from "#shared/commerce/transaction.ts";
import { heldAchievementSchema } from "#shared/incentive/achievements/held-achievement.ts";
import { claimedBenefitSchema } from "#shared/incentive/benefits/claimed-benefit.ts";
import { definitionSchema } from "#shared/incentive/definition.ts";
import { deviceTiersSchema } from "#shared/incentive/tiers/device-tiers.ts";
import { tierVersionSchema } from "#shared/incentive/tiers/tier-facts.ts";
import {
  definitionIdSchema,
  deviceIdSchema,
  overruledEditIdSchema,
  profileIdSchema,
  staffIdSchema,
  tenantIdSchema,
} from "#shared/kernel/ids.ts";
import { extraSchema } from "#shared/kernel/json.ts";
import { pictureRefSchema } from "#shared/kernel/picture.ts";
import { instantSchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { accountSchema } from "#shared/ledger/account.ts";
import { locationSchema } from "#shared/organisation/location.ts";
import { staffSchema } from "#shared/organisation/staff.ts";
import { attributeKindSchema } from "#shared/profile/attribute-kind.ts";
import { profileSchema } from "#shared/profile/profile.ts";
import { heldRedemptionSchema } from "#shared/redemption/held-redemption.ts";
import { redemptionPolicySchema } from "#shared/redemption/policy.ts";
import { lotsOfSent, sentLotsSchema } from "./sent-lots.ts";
import { verdictSchema } from "./verdict.ts";

/** What a fact that names products is looked up by ([S30]); left out if it names none. */
const productKeys = z.array(z.string()).readonly().optional();

/**
 * A profile as devices hold it, with its addresses and attributes if it has any (DOMAIN §3.5), and
 * its picture ([S26]).
 */
export const profileFactSchema = profileSchema.extend({
  picture: pictureRefSchema.optional(),
  attributes: z
    .array(z.object({ kind: attributeKindSchema, key: z.string().nullable(), body: extraSchema }))
    .readonly()
    .optional(),
});
export type ProfileFact = z.infer<typeof profileFactSchema>;

/** An account as it is sent and as devices store it ([S23]). */
export const sentAccountSchema = accountSchema.extend({
  id: z.string(),
  lots: sentLotsSchema,
  /** When the server wrote the last entry. */
  recordedAt: instantSchema,
  /** What the profile has claimed, by definition; left out if nothing. */
  claimed: z.array(claimedBenefitSchema).readonly().optional(),
  /** How often and how much it shops (commerce/SPEC.md [A11]); left out if never. */
  shopping: shoppingSchema.optional(),
  /** Its last redemptions, the newest first (redemption/SPEC.md [F10]); left out if none. */
  redemptions: z.array(heldRedemptionSchema).readonly().optional(),
});

/** The same for whoever decides or shows something. */
export const accountFactSchema = sentAccountSchema.transform((sent) => ({
  ...sent,
  lots: lotsOfSent(sent.lots),
}));
export type AccountFact = z.infer<typeof accountFactSchema>;

export const transactionFactSchema = z.object({
  /** The transaction's number, as text. */
  id: z.string(),
  profileId: z.string(),
  reverseAt: z.int(),
  /** The receipt number, to look it up by; empty if there is none. */
  receiptRef: z.string().max(RECEIPT_LENGTH_MAX),
  /** Its digits, likewise. */
  receiptKey: z.string().max(RECEIPT_LENGTH_MAX),
  productKeys,
  transaction: transactionSchema,
});

/**
 * How far a profile has come in what head office counts; only profiles for which something has been
 * counted have this fact.
 */
export const progressFactSchema = z.object({
  /** The profile's. */
  id: z.string(),
  /** What it is shown of its achievements ([M10]). */
  achievements: z.array(heldAchievementSchema).readonly(),
  /** By programme ([T15]). */
  tiers: z.array(deviceTiersSchema).readonly(),
});
export type ProgressFact = z.infer<typeof progressFactSchema>;

/** Something that happened to a profile, by `kind`: only notes so far. */
export const timelineFactSchema = z.object({
  id: z.string(),
  profileId: z.string(),
  reverseAt: z.int(),
  kind: z.literal("note"),
  note: noteSchema,
});

/** What an edit of a device took the place of unseen ([S25]). */
const heldOverruledSchema = z.object({
  id: overruledEditIdSchema,
  /** One of the details, or `consent.` and the name of a consent. */
  field: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  staffId: staffIdSchema,
  at: instantSchema,
});
export type HeldOverruled = z.infer<typeof heldOverruledSchema>;

const ofProfile = { id: z.string(), profileId: z.string(), reverseAt: z.int() };

/**
 * The lists, connections, interactions, visits and claims of sales of a profile, by `kind`. Those
 * that stand come before those that happened. `id` is `<kind>:<number>`, of a connection
 * `connector:` or `connected:`, as the profile is, and of one that was merged `merged:<its id>`.
 */
export const clientelingFactSchema = z.discriminatedUnion("kind", [
  z.object({ ...ofProfile, kind: z.literal("list"), productKeys, list: heldListSchema }),
  z.object({ ...ofProfile, kind: z.literal("connection"), connection: heldConnectionSchema }),
  z.object({ ...ofProfile, kind: z.literal("interaction"), interaction: heldInteractionSchema }),
  z.object({ ...ofProfile, kind: z.literal("visit"), visit: heldVisitSchema }),
  z.object({ ...ofProfile, kind: z.literal("overruled"), overruled: heldOverruledSchema }),
  z.object({ ...ofProfile, kind: z.literal("claim"), claim: heldClaimSchema }),
  // Whom the profile was before: somebody who was merged into it (profile/SPEC.md [I28]).
  z.object({ ...ofProfile, kind: z.literal("merged"), merged: z.object({ id: profileIdSchema }) }),
]);
export type ClientelingFact = z.infer<typeof clientelingFactSchema>;
export type ClientelingKind = ClientelingFact["kind"];
export type ClientelingFactOf<K extends ClientelingKind> = Extract<ClientelingFact, { kind: K }>;

/**
 * What is planned in a store, by `kind`, in one collection (clienteling/SPEC.md [X18], [X22]). `id`
 * is `<kind>:<id>`.
 */
export const agendaFactSchema = z.discriminatedUnion("kind", [
  z.object({ id: z.string(), kind: z.literal("task"), task: taskSchema }),
  z.object({ id: z.string(), kind: z.literal("appointment"), appointment: appointmentSchema }),
]);
export type AgendaFact = z.infer<typeof agendaFactSchema>;
export type AgendaKind = AgendaFact["kind"];

/** The id of the fact of a task or an appointment. */
export const agendaId = (kind: AgendaKind, id: string): string => `${kind}:${id}`;

/** What is sold, found by its codes ([S30]). `id` is the product's, as text. */
export const productFactSchema = z.object({
  id: z.string(),
  productKeys,
  product: heldProductSchema,
});
export type ProductFact = z.infer<typeof productFactSchema>;

/** Everything that head office configures, by `kind`, in one collection. `id` is `<kind>:<key>`. */
export const configFactSchema = z.discriminatedUnion("kind", [
  z.object({
    id: z.string(),
    kind: z.literal("tenant"),
    value: z.object({
      tenantId: tenantIdSchema,
      name: z.string(),
      currency: z.string().length(3),
      locale: z.string(),
      timezone: timeZoneSchema,
    }),
  }),
  z.object({ id: z.string(), kind: z.literal("location"), value: locationSchema }),
  z.object({ id: z.string(), kind: z.literal("staff"), value: staffSchema }),
  z.object({ id: z.string(), kind: z.literal("definition"), value: definitionSchema }),
  // A standing depends on what a tier took when, not only on what it takes now ([T7]).
  z.object({
    id: z.string(),
    kind: z.literal("tier_versions"),
    value: z.object({
      definitionId: definitionIdSchema,
      versions: z.array(tierVersionSchema).readonly(),
    }),
  }),
  z.object({ id: z.string(), kind: z.literal("policy"), value: redemptionPolicySchema }),
  z.object({
    id: z.string(),
    kind: z.literal("connection_definition"),
    value: heldConnectionDefinitionSchema,
  }),
  z.object({ id: z.string(), kind: z.literal("message_template"), value: messageTemplateSchema }),
  // Somebody of whom a device keeps nothing (profile/SPEC.md [I17]).
  z.object({
    id: z.string(),
    kind: z.literal("erased"),
    value: z.object({ profileId: profileIdSchema }),
  }),
]);
export type ConfigFact = z.infer<typeof configFactSchema>;
export type ConfigKind = ConfigFact["kind"];

export const verdictFactSchema = verdictSchema.extend({ id: z.string(), deviceId: deviceIdSchema });
export type VerdictFact = z.infer<typeof verdictFactSchema>;
