import { z } from "zod";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { DAY_MS } from "#shared/kernel/time.ts";

/** What is being written. A new kind breaks the build where it must be handled. */
export const draftKindSchema = z.enum(["edit_profile", "create_profile", "note", "redeem"]);
export type DraftKind = z.infer<typeof draftKindSchema>;

/**
 * How long a draft is kept, in ms. An amount belongs to one visit: found days later, it could only
 * be redeemed by mistake.
 */
export const DRAFT_KEPT_MS: Readonly<Record<DraftKind, number>> = {
  edit_profile: 7 * DAY_MS,
  create_profile: DAY_MS,
  note: 7 * DAY_MS,
  redeem: DAY_MS / 24,
};

export const draftKeySchema = z.object({
  kind: draftKindSchema,
  staffId: staffIdSchema,
  /** The profile's id; for a new profile, what it was started with. */
  subject: z.string(),
});
/** Whose draft it is, and about what. */
export type DraftKey = z.infer<typeof draftKeySchema>;

/** The text of each field, as typed. */
export const draftFieldsSchema = z.record(z.string(), z.string());
export type DraftFields = Readonly<z.infer<typeof draftFieldsSchema>>;
