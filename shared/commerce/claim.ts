import { z } from "zod";
import { CURRENCY_DIGITS_MAX, currencyOf } from "#shared/kernel/currency.ts";
import { foldCode } from "#shared/kernel/fold-code.ts";
import { AMOUNT_CENTS_MAX, type Cents, cents } from "#shared/kernel/money.ts";
import { textSchema } from "#shared/kernel/text.ts";
import {
  addToDay,
  type CalendarDay,
  calendarDaySchema,
  dayIn,
  type Instant,
  isOver,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { receiptKey } from "./receipt-in-search.ts";

/**
 * How a claim ended, or that it waits. One that has waited too long is `expired` by the clock alone
 * ([J5]).
 */
export const claimStatusSchema = z.enum(["pending", "claimed", "rejected", "expired"]);
export type ClaimStatus = z.infer<typeof claimStatusSchema>;

/**
 * What each means: the claim waits for its sale, has got it, or never will. Only one that has got
 * it isn't counted as wrong, and the receipt of one that never will may be claimed again ([J4]).
 */
export const CLAIM_STATUSES: Readonly<Record<ClaimStatus, "waits" | "has_sale" | "over">> = {
  pending: "waits",
  claimed: "has_sale",
  rejected: "over",
  expired: "over",
};

/** How customers may claim sales that they made without saying who they are (DOMAIN §12.6). */
export const claimPolicySchema = z.object({
  /** How many days before joining a sale may have been. */
  daysBeforeJoining: z.int().min(0).max(3650).default(7),
  /** How many days a claim waits for its sale to arrive. */
  waitDays: z.int().min(1).max(365).default(30),
  /** The most claims of a profile that wait at a time. */
  openMax: z.int().min(1).max(100).default(5),
  /** The most claims a day that found nothing to claim, of a profile. */
  wrongPerDay: z.int().min(1).max(1000).default(10),
  /** The same, of a member of staff for all profiles. */
  wrongPerStaffDay: z.int().min(1).max(1000).default(30),
});
export type ClaimPolicy = z.infer<typeof claimPolicySchema>;

/** What is written on the receipt that a customer holds. */
export const receiptSchema = z.object({
  receiptRef: textSchema.trim().min(1).max(100),
  /** The day on the receipt: that of the store. */
  day: calendarDaySchema,
  /** The number on the receipt, in ten-thousandths, whatever its currency ([J1]). */
  totalE4: z
    .int()
    .positive()
    .max(AMOUNT_CENTS_MAX * 10 ** CURRENCY_DIGITS_MAX),
  locationCode: textSchema.trim().min(1).max(100),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A sale as a claim is compared with it. */
export type ClaimableSale = {
  readonly receiptRef: string | null;
  readonly transactedAt: Instant;
  readonly timezone: TimeZone;
  readonly totalCents: Cents;
  /** The sale's own. */
  readonly currency: string;
  readonly isVoid: boolean;
  /** What other systems call its location; none if it names no location. */
  readonly locationCodes: readonly string[];
};

/** Whether a claim means this sale: receipt, day, total and store are all the same ([J1]). */
export const isSaleOf = (receipt: Receipt, sale: ClaimableSale): boolean =>
  !sale.isVoid &&
  sale.totalCents > 0 &&
  onReceipt(sale.totalCents, sale.currency) === receipt.totalE4 &&
  sale.receiptRef !== null &&
  claimKey(sale.receiptRef) === claimKey(receipt.receiptRef) &&
  dayIn(sale.transactedAt, sale.timezone) === receipt.day &&
  sale.locationCodes.some((code) => claimKey(code) === claimKey(receipt.locationCode));

/** The decimals of a total on a receipt: as many as any currency has. */
export const RECEIPT_DIGITS = CURRENCY_DIGITS_MAX;

/** What a receipt says of an amount: 50,000,000 of ¥5000, and 500,000 of $50.00. */
export const onReceipt = (amount: Cents, currency: string): number =>
  amount * 10 ** (RECEIPT_DIGITS - currencyOf(currency).digits);

/** What the total on a receipt may be in minor units, whatever decimals its currency has. */
export const totalsToLookUp = (totalE4: number): readonly Cents[] =>
  Array.from({ length: RECEIPT_DIGITS + 1 }, (_, digits) => totalE4 / 10 ** digits)
    .filter((total) => Number.isSafeInteger(total) && total <= AMOUNT_CENTS_MAX)
    .map(cents);

/** Whether a claim repeats another one: everything on the receipt is the same ([J4]). */
export const isSameReceipt = (a: Receipt, b: Receipt): boolean =>
  a.day === b.day &&
  a.totalE4 === b.totalE4 &&
  claimKey(a.receiptRef) === claimKey(b.receiptRef) &&
  claimKey(a.locationCode) === claimKey(b.locationCode);

/** A number or code as a claim compares it. One without letters and digits stays as it is. */
export const claimKey = (text: string): string => foldCode(text) || text;

/**
 * What a sale is looked up by: the digits of its receipt number, or all of a number with few
 * digits. Numbers that a claim takes for the same have the same.
 */
export const receiptLookupKey = (receipt: string): string =>
  receiptKey(receipt) ?? claimKey(receipt);

/** Why a sale of that day can't be claimed; null if it can ([J3]). */
export const whyNotOfDay = (
  day: CalendarDay,
  {
    today,
    joined,
    policy,
  }: {
    readonly today: CalendarDay;
    readonly joined: CalendarDay;
    readonly policy: Pick<ClaimPolicy, "daysBeforeJoining">;
  },
): "in_the_future" | "too_long_before_joining" | null => {
  if (day > today) return "in_the_future";
  return day < addToDay(joined, { days: -policy.daysBeforeJoining })
    ? "too_long_before_joining"
    : null;
};

/** The status of a claim at an instant ([J5]). */
export const claimStatusAt = (
  { status, expiresAt }: { readonly status: ClaimStatus; readonly expiresAt: Instant },
  at: Instant,
): ClaimStatus =>
  CLAIM_STATUSES[status] === "waits" && isOver(expiresAt, at) ? "expired" : status;
