import { z } from "zod";
import {
  commandIdSchema,
  definitionIdSchema,
  deviceIdSchema,
  entryIdSchema,
  locationIdSchema,
  lotIdSchema,
  profileIdSchema,
  staffIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { instantSchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { handReasonSchema } from "./by-hand.ts";

/** The kinds of entry. Their signs are in SPEC.md [L2]. */
export const entryKindSchema = z.enum([
  "issue",
  "redeem",
  "expire",
  "extend",
  "reverse",
  "return",
  "restore",
  "adjust",
  "transfer",
  "join",
  "shortfall",
  "recover",
  "write_off",
]);
export type EntryKind = z.infer<typeof entryKindSchema>;

/**
 * What an amount counts: `reward` and `credit` in cents, `point` in hundredths of a point of one
 * definition, `benefit` in uses.
 */
export const unitSchema = z.enum(["reward", "point", "benefit", "credit"]);
export type Unit = z.infer<typeof unitSchema>;

/** What may cause an entry (`SOURCES` says what follows from each). */
export const entrySourceTypeSchema = z.enum([
  "transaction",
  "redemption",
  "exchange",
  "claim",
  "achievement",
  "tier",
  "write_off",
  "staff",
  "api",
  "import",
  "expiry",
  "join",
  "reaction",
  "erasure",
  "demo",
]);
export type EntrySourceType = z.infer<typeof entrySourceTypeSchema>;

/** What a profile had reached when a level or a welcome issued something (incentive [M11]). */
const reachedSchema = z.object({
  /** Of the achievement or tier that the source names. */
  version: z.int().positive(),
  /** The trigger of the achievement's level, in whole counts; null for a tier. */
  level: z.int().nullable(),
  /** The transaction that was written; null for a count or assignment by hand, or time alone. */
  transactionId: transactionIdSchema.nullable(),
});
export type Reached = z.infer<typeof reachedSchema>;

/** What caused an entry: a type and an id of that type. Never personal data. */
export const entrySourceSchema = z.object({
  type: entrySourceTypeSchema,
  id: z.string().max(100),
  /** Only of an achievement or a tier, which the id names. */
  reached: reachedSchema.optional(),
});
export type EntrySource = z.infer<typeof entrySourceSchema>;

/** One movement of value as decided; the ledger adds its sequence, hash and recording time. */
export const entryDraftSchema = z.object({
  entryId: entryIdSchema,
  profileId: profileIdSchema,
  kind: entryKindSchema,
  unit: unitSchema,
  /** Null only for a shortfall, which no definition issued. */
  definitionId: definitionIdSchema.nullable(),
  /** The version of the definition that decided it; 0 if there is none. */
  definitionVersion: z.int().min(0),
  lotId: lotIdSchema,
  /** Signed, in what the unit counts. */
  amount: z.int(),
  /** The amount's value in money, with the same sign. */
  valueCents: centsSchema,
  /**
   * When the lot that it opens can first be spent, if that isn't `occurredAt`: later for a
   * scheduled reward, pending points or credit that is given for later, earlier for joined points
   * ([L15]). Null elsewhere.
   */
  activeAt: instantSchema.nullable(),
  /** The lot's expiry, set by `issue`, `extend` and `shortfall`. Null elsewhere, or for "never". */
  expiresAt: instantSchema.nullable(),
  timezone: timeZoneSchema,
  source: entrySourceSchema,
  /** Why head office did it by hand, and the case that says more; null if nobody said. */
  reason: handReasonSchema.nullable(),
  reference: z.string().max(40).nullable(),
  commandId: commandIdSchema,
  /** When it happened: as the server judged a device's act (sync [S8]), or as the caller says. */
  occurredAt: instantSchema,
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  deviceId: deviceIdSchema.nullable(),
});
export type EntryDraft = z.infer<typeof entryDraftSchema>;

/** Of what was done by nobody in a store: by a caller of the API, or by the server itself. */
export const BY_NOBODY = { locationId: null, staffId: null, deviceId: null } as const;

/** An entry in the ledger: appended once, never changed (SPEC.md [L1]). */
export const ledgerEntrySchema = entryDraftSchema.extend({
  /** 1, 2, 3… within the profile: the entry's position in the hash chain. */
  sequence: z.int().positive(),
  /** The server's time of the write. */
  recordedAt: instantSchema,
  /** The chain's hash up to and including this entry (SPEC.md [L6]). */
  hash: z.string().length(64),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
