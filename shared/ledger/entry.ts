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
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { instantSchema, timeZoneSchema } from "#shared/kernel/time.ts";

/** What a movement of value is. The signs are in SPEC.md [L2]. */
export const entryKindSchema = z.enum([
  "issue",
  "redeem",
  "expire",
  "extend",
  "reverse",
  "return",
  "adjust",
  "shortfall",
  "recover",
]);
export type EntryKind = z.infer<typeof entryKindSchema>;

/** What is counted: `reward` in cents, `point` in whole points of one definition. */
export const unitSchema = z.enum(["reward", "point"]);
export type Unit = z.infer<typeof unitSchema>;

/** What caused an entry: a kind and the id of the thing in that kind. Never personal data. */
export const entrySourceSchema = z.object({
  type: z.enum([
    "transaction",
    "redemption",
    "staff",
    "api",
    "import",
    "expiry",
    "reaction",
    "demo",
  ]),
  id: z.string().max(100),
});
export type EntrySource = z.infer<typeof entrySourceSchema>;

/** One movement of value as it was decided; the ledger adds its place and the moment of writing. */
export const entryDraftSchema = z.object({
  entryId: entryIdSchema,
  profileId: profileIdSchema,
  kind: entryKindSchema,
  unit: unitSchema,
  /** Null only for a shortfall, which no definition issued. */
  definitionId: definitionIdSchema.nullable(),
  /** The version of the definition that it was decided by; 0 where there is none. */
  definitionVersion: z.int().min(0),
  lotId: lotIdSchema,
  /** Signed: cents for rewards, whole points for points. */
  amount: z.int(),
  /** What the amount is worth in money, with the same sign. */
  valueCents: centsSchema,
  /** Of the lot: set by `issue`, `extend` and `shortfall`; null elsewhere, or for "never". */
  expiresAt: instantSchema.nullable(),
  timezone: timeZoneSchema,
  source: entrySourceSchema,
  commandId: commandIdSchema,
  /** The device's (or caller's) time of the act. */
  occurredAt: instantSchema,
  locationId: locationIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  deviceId: deviceIdSchema.nullable(),
});
export type EntryDraft = z.infer<typeof entryDraftSchema>;

/** An entry in the ledger: appended once, never changed (SPEC.md [L1]). */
export const ledgerEntrySchema = entryDraftSchema.extend({
  /** 1, 2, 3… within the profile: its place in the hash chain. */
  sequence: z.int().positive(),
  /** The server's time of the writing. */
  recordedAt: instantSchema,
  /** The chain's hash up to and with this entry (SPEC.md [L6]). */
  hash: z.string().length(64),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
