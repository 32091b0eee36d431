import type { z } from "zod";
import { caseReference, orNull, textOrNull } from "#shared/api/fields.ts";
import {
  type ByHand,
  type DoneByHand,
  type HandReason,
  handReasonSchema,
} from "#shared/ledger/by-hand.ts";

/**
 * Who gives, takes or changes something by hand, and why (incentive/SPEC.md [W10]; redemption
 * [H1]). The member of staff is named by id or number.
 */
export const byHandFields = {
  staff_id: textOrNull(64).optional(),
  reason: orNull(handReasonSchema).optional(),
  reference: orNull(caseReference).optional(),
};

/** The same in our terms; nothing of what the body doesn't say. */
export const byHandOf = ({
  staff_id: staff,
  reason = null,
  reference = null,
}: z.output<z.ZodObject<typeof byHandFields>>): DoneByHand => ({
  ...(staff ? { staff } : {}),
  ...(reason === null && reference === null ? {} : { byHand: { reason, reference } }),
});

/** A reason as the end of a phrase. */
const HAND_WORDS: Readonly<Record<HandReason, string>> = {
  goodwill: "as goodwill",
  correction: "as a correction",
  dispute: "after a dispute",
  promotion: "as a promotion",
  migration: "in a migration",
};

/** Why something was done by hand, as the end of a phrase; empty if nobody said. */
export const handWords = ({ reason, reference }: ByHand): string => {
  const words = reason === null ? "" : ` ${HAND_WORDS[reason]}`;
  return reference === null ? words : `${words} (${reference})`;
};
