import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import { csvOf, reportFormatSchema } from "#shared/api/csv.ts";
import { day } from "#shared/api/fields.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { type LiabilityRow, liabilityBySchema } from "#shared/ledger/liability.ts";
import type { LiabilityValue } from "#shared/redemption/liability-value.ts";

/** The local days of a liability report, both included, and how to answer. */
export const liabilityQuerySchema = z.object({
  from: day
    .optional()
    .describe("The first day, such as 2026-11-01; defaults to the first of this month."),
  to: day.optional().describe("The last day, such as 2026-11-30; defaults to today."),
  by: liabilityBySchema
    .optional()
    .describe("`funder` splits each row between those who pay for it."),
  format: reportFormatSchema.optional(),
});

/**
 * One definition and expiry month (DOMAIN §11.10). Movements are signed: the opening plus all of
 * them is the closing, in the unit and, with the revaluation, in money.
 */
const liabilityRowSchema = z.object({
  type: unitSchema,
  /** Null for money that was honoured: no definition issued it. */
  definition_id: z.int().nullable(),
  definition_handle: z.string().nullable(),
  currency: z.string(),
  /** `2026-11`; null for what never expires. */
  expiry_month: z.string().nullable(),
  opening: z.number(),
  issued: z.number(),
  returned: z.number(),
  redeemed: z.number(),
  adjusted: z.number(),
  shortfalls: z.number(),
  written_off: z.number(),
  expired: z.number(),
  closing: z.number(),
  opening_value: z.number(),
  issued_value: z.number(),
  returned_value: z.number(),
  redeemed_value: z.number(),
  adjusted_value: z.number(),
  shortfalls_value: z.number(),
  written_off_value: z.number(),
  breakage: z.number(),
  revaluation: z.number(),
  closing_value: z.number(),
  /** Who pays for it; null unless the report is split by funder. */
  funder: z.string().nullable(),
});
type LiabilityRowView = z.output<typeof liabilityRowSchema>;

/** What is outstanding at the end of a span, and what happened to it since the start. */
export const liabilitySchema = z.object({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  /** The end of the last day, or the time of the request if that day isn't over. */
  as_at: z.string(),
  rows: z.array(liabilityRowSchema),
});
export type LiabilityView = z.output<typeof liabilitySchema>;

/** A liability report as the API shows it. */
export const liabilityView = (
  report: {
    readonly from: string;
    readonly to: string;
    readonly timezone: TimeZone;
    readonly until: Instant;
    readonly rows: readonly {
      readonly row: LiabilityRow;
      readonly value: LiabilityValue;
      readonly handle: string | null;
      readonly funder: string | null;
    }[];
  },
  currency: Currency,
): LiabilityView => ({
  from: report.from,
  to: report.to,
  timezone: report.timezone,
  as_at: formatV3(report.until),
  rows: report.rows.map(({ row, value, handle, funder }): LiabilityRowView => {
    const inUnit = (amount: number) => apiAmount(row.unit, amount, currency);
    const inMoney = (amount: Cents) => centsToDecimal(amount, currency);
    const { moved } = row;
    return {
      type: row.unit,
      definition_id: row.definitionId,
      definition_handle: handle,
      currency: currency.code,
      expiry_month: row.expiryMonth,
      opening: inUnit(row.opening),
      issued: inUnit(moved.issued.amount),
      returned: inUnit(moved.returned.amount),
      redeemed: inUnit(moved.redeemed.amount),
      adjusted: inUnit(moved.adjusted.amount),
      shortfalls: inUnit(moved.shortfalls.amount),
      written_off: inUnit(moved.written_off.amount),
      expired: inUnit(row.expired),
      closing: inUnit(row.closing),
      opening_value: inMoney(value.opening),
      issued_value: inMoney(value.moved.issued),
      returned_value: inMoney(value.moved.returned),
      redeemed_value: inMoney(value.moved.redeemed),
      adjusted_value: inMoney(value.moved.adjusted),
      shortfalls_value: inMoney(value.moved.shortfalls),
      written_off_value: inMoney(value.moved.written_off),
      breakage: inMoney(value.breakage),
      revaluation: inMoney(value.revaluation),
      closing_value: inMoney(value.closing),
      funder,
    };
  }),
});

/** The rows as CSV, with a line of headings. */
export const liabilityCsv = ({ rows }: Pick<LiabilityView, "rows">): string =>
  csvOf(liabilityRowSchema, rows);
