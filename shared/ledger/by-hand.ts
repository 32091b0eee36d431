import { z } from "zod";

/** Why head office gives, takes or changes something by hand. Nothing depends on it. */
export const handReasonSchema = z.enum([
  "goodwill",
  "correction",
  "dispute",
  "promotion",
  "migration",
]);
export type HandReason = z.infer<typeof handReasonSchema>;

/** Why something was done by hand: a reason, and the case or document that says more. */
export type ByHand = {
  readonly reason: HandReason | null;
  /** Never a note: an entry holds no personal data. */
  readonly reference: string | null;
};

/** What a caller may say of what is done by hand: who does it, by id or staff number, and why. */
export type DoneByHand = { readonly staff?: string; readonly byHand?: ByHand };

/** For what was not done by hand, or has no reason. */
export const NO_REASON: ByHand = { reason: null, reference: null };
