import { z } from "zod";
import { commandIdSchema, profileIdSchema, redemptionIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { instantSchema } from "#shared/kernel/time.ts";

/** Why the server didn't do what a command asked, or couldn't read it. A closed list. */
export const verdictReasonSchema = z.enum([
  "amount_not_positive",
  "amount_too_large",
  "account_frozen",
  /** A limit depends on what the sale comes to, and the command doesn't say ([K2]). */
  "basket_needed",
  /** More than discounts may pay of the sale. */
  "over_sale_limits",
  "insufficient_balance",
  "too_many_an_hour",
  "benefit_unknown",
  "benefit_over",
  "uses_exceeded",
  /** Staff may not give it, or not to this customer ([S33]). */
  "not_givable",
  /** No reason of head office's, or one that needs more words ([S33]). */
  "reason_needed",
  /** More than the role may give at once or in a day (redemption/SPEC.md [Y5]). */
  "over_goodwill",
  /** No redemption of this customer was made by that command ([S31]). */
  "redemption_unknown",
  /** A sale that it paid for isn't void (redemption/SPEC.md [V5]). */
  "redemption_pays_for",
  /** Some of it has been given back for goods (redemption/SPEC.md [B4]). */
  "redemption_returned",
  /** Why a benefit can't be claimed (incentive/SPEC.md [N4]). */
  "not_claimable",
  "claim_not_started",
  "claim_ended",
  "not_eligible",
  "not_now",
  "already_claimed",
  /** Everybody together has had as many benefits of the definition as there are. */
  "none_left",
  /** The list, or what was in it, isn't there any more (clienteling/SPEC.md [X15]). */
  "list_unknown",
  /** Its definition doesn't allow it ([X10]). */
  "list_not_allowed",
  "list_full",
  /** Guests have reserved it ([X13]). */
  "item_reserved",
  "product_unknown",
  "connection_unknown",
  /** The connection isn't at that step, or this side may not take it (DOMAIN §3.10). */
  "connection_step",
  /** Why a sale can't be claimed (commerce/SPEC.md [J7]). */
  "receipt_in_future",
  "receipt_too_old",
  "receipt_taken",
  "too_many_claims",
  "too_many_wrong_claims",
  /** The task isn't there any more, or is another location's (clienteling/SPEC.md [X18]). */
  "task_unknown",
  /** The staff member's role doesn't allow it (DOMAIN §14.7). */
  "beyond_role",
  /** The appointment isn't there any more, or is another location's (clienteling/SPEC.md [X22]). */
  "appointment_unknown",
  /** The appointment can't get there from where it is by now ([X23]). */
  "appointment_step",
  "profile_unknown",
  "profile_deleted",
  /** One of two to merge was merged with somebody else meanwhile (profile/SPEC.md [I28]). */
  "merged_elsewhere",
  "duplicate_profile",
  "invalid_details",
  "staff_unknown",
  "location_unknown",
  /**
   * Beyond what the device may ([S21]): these staff, this location or this profile aren't its own.
   */
  "staff_foreign",
  "location_foreign",
  "profile_out_of_scope",
  /** The floor limits in force didn't allow it ([F8]). */
  "over_floor_limits",
  /** The device had been told to redeem online only. */
  "online_only",
  /** Parked: the server doesn't know this kind of command. */
  "unknown_kind",
  /** Parked: the command can't be read. */
  "invalid_body",
  /** The id was already used with another body. */
  "id_reused",
  /**
   * The command's place in the device's order was taken by another command: the device was cloned.
   */
  "sequence_taken",
]);
export type VerdictReason = z.infer<typeof verdictReasonSchema>;

/**
 * `accepted_short`: honoured although the account was short by `shortfallCents`. `charged`: beyond
 * what the device may, so it's recorded against the device and its location, and the account stays
 * as it is ([S21]). `parked`: kept unread, shown and exportable.
 */
export const verdictStatusSchema = z.enum([
  "accepted",
  "accepted_short",
  "charged",
  "refused",
  "parked",
]);
export type VerdictStatus = z.infer<typeof verdictStatusSchema>;

/** The rules that differ between statuses. A new status breaks the build here. */
const VERDICT_STATUSES: Readonly<Record<VerdictStatus, StatusRules>> = {
  accepted: { hasEffect: true, isNotable: false },
  accepted_short: { hasEffect: true, isNotable: true },
  charged: { hasEffect: false, isNotable: true },
  refused: { hasEffect: false, isNotable: true },
  parked: { hasEffect: false, isNotable: true },
};

type StatusRules = {
  /** The command changed facts that devices hold, so these follow. */
  readonly hasEffect: boolean;
  /** Staff should see it. */
  readonly isNotable: boolean;
};

/** Whether the command changed something. */
export const hasEffect = ({ status }: Verdict): boolean => VERDICT_STATUSES[status].hasEffect;

/** The verdict as it is once its code has been read, and wherever nobody should read it. */
export const withoutCode = ({ code: _code, ...verdict }: Verdict): Verdict => verdict;

/** Whether staff should see the verdict: it isn't a plain yes, or brings a code for the till. */
export const isNotable = ({ status, wasFrozen, code, isOverruling }: Verdict): boolean =>
  wasFrozen || isOverruling === true || code !== undefined || VERDICT_STATUSES[status].isNotable;

/**
 * Whether the verdict answers the command. One whose place was taken by another command is sent
 * again with a new place ([S15]).
 */
export const isAnswer = ({ reason }: Pick<Verdict, "reason">): boolean =>
  reason === null || IS_ANSWER[reason];

const IS_ANSWER: Readonly<Record<VerdictReason, boolean>> = {
  amount_not_positive: true,
  amount_too_large: true,
  account_frozen: true,
  basket_needed: true,
  over_sale_limits: true,
  insufficient_balance: true,
  too_many_an_hour: true,
  benefit_unknown: true,
  benefit_over: true,
  uses_exceeded: true,
  not_givable: true,
  reason_needed: true,
  over_goodwill: true,
  redemption_unknown: true,
  redemption_pays_for: true,
  redemption_returned: true,
  not_claimable: true,
  claim_not_started: true,
  claim_ended: true,
  not_eligible: true,
  not_now: true,
  already_claimed: true,
  none_left: true,
  list_unknown: true,
  list_not_allowed: true,
  list_full: true,
  item_reserved: true,
  product_unknown: true,
  connection_unknown: true,
  connection_step: true,
  receipt_in_future: true,
  receipt_too_old: true,
  receipt_taken: true,
  too_many_claims: true,
  too_many_wrong_claims: true,
  task_unknown: true,
  beyond_role: true,
  appointment_unknown: true,
  appointment_step: true,
  profile_unknown: true,
  profile_deleted: true,
  merged_elsewhere: true,
  duplicate_profile: true,
  invalid_details: true,
  staff_unknown: true,
  location_unknown: true,
  staff_foreign: true,
  location_foreign: true,
  profile_out_of_scope: true,
  over_floor_limits: true,
  online_only: true,
  unknown_kind: true,
  invalid_body: true,
  id_reused: true,
  sequence_taken: false,
};

/** The server's answer to one command, which never changes ([S5]). */
export const verdictSchema = z.object({
  commandId: commandIdSchema,
  status: verdictStatusSchema,
  reason: verdictReasonSchema.nullable(),
  /** For anyone who looks into it: which field, which value. No personal data. */
  detail: z.string().max(500).nullable(),
  /**
   * The code of the benefit that was used, for the till; left out if there is none. Anyone who has
   * it may fetch something with it, so it is in no exported file and no log, and the device drops
   * it once staff have seen it.
   */
  code: z.string().max(500).optional(),
  shortfallCents: centsSchema.nullable(),
  availableCents: centsSchema.nullable(),
  redemptionId: redemptionIdSchema.nullable(),
  /**
   * The first version of the account that includes the redemption or claim; null for all other
   * commands ([S6]).
   */
  accountVersion: z.int().min(0).nullable(),
  /** When the same will be possible again, after an hourly limit; null elsewhere. */
  againAt: instantSchema.nullable().default(null),
  /** The profile that the command was about, or the existing one that it duplicated. */
  profileId: profileIdSchema.nullable(),
  /**
   * The device's time was outside the possible range, so the command was judged at the nearest
   * possible instant ([S8]).
   */
  wasClamped: z.boolean(),
  /** The redemption was honoured although the account was frozen by then (redemption [Z3]). */
  wasFrozen: z.boolean(),
  recordedAt: instantSchema,
  /** The edit took the place of others that its device hadn't shown; left out if not ([S25]). */
  isOverruling: z.literal(true).optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;
