import { z } from "zod";
import { isCountryCode } from "#shared/kernel/country.ts";
import { type Currency, isCurrencyCode } from "#shared/kernel/currency.ts";
import { parseDecimal } from "#shared/kernel/decimal.ts";
import {
  definitionIdSchema,
  deviceIdSchema,
  importIdSchema,
  locationIdSchema,
  productIdSchema,
  profileIdSchema,
  redemptionIdSchema,
  staffIdSchema,
  termIdSchema,
  transactionItemIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson, type ExtraFields, JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import { cleanText, flag, wholeNumber } from "#shared/kernel/lenient.ts";
import {
  AMOUNT_CENTS_MAX,
  type Cents,
  cents,
  centsToDecimal,
  parseDecimalCents,
  roundDecimalCents,
} from "#shared/kernel/money.ts";
import { oneLine, severalLines } from "#shared/kernel/text.ts";
import {
  type CalendarDay,
  type DayOrInstant,
  firstInstantOf,
  instant,
  timeZoneSchema,
  UTC,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import { parseDay, parseV3, parseWritten } from "#shared/kernel/written-time.ts";
import { REGION_MAX } from "#shared/organisation/region.ts";

// These schemas parse the values of the v3 API: decimals into cents, `YYYY-MM-DD HH:MM:SS` into
// instants, numeric strings into numbers, empty strings into null. They are as lenient as the
// original API, because its clients depend on that.

const problem = (context: z.RefinementCtx, message: string): never => {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
};

const amountIn = z.union([z.number(), z.string().max(32)]);

/**
 * An amount in major units, with the decimals that the currency has: 20, "20.50". Negative only for
 * returns.
 */
export const decimal = (currency: Currency) =>
  amountIn.transform(
    (value, context): Cents =>
      parseDecimalCents(value, currency) ?? problem(context, mustBeAmount(currency)),
  );

/** An amount that isn't negative. */
export const decimalFromZero = (currency: Currency) =>
  decimal(currency).refine((amount) => amount >= 0, "must not be below 0");

/**
 * An amount on which no decision depends, such as the tax of a line. Decimals that the currency
 * doesn't have are rounded off: 2.7273 is 2.73.
 */
export const detailAmount = (currency: Currency) =>
  amountIn.transform(
    (value, context): Cents =>
      roundDecimalCents(value, currency) ??
      problem(context, `must be an amount up to ${maxOf(currency)}`),
  );

const maxOf = (currency: Currency): number => centsToDecimal(cents(AMOUNT_CENTS_MAX), currency);

const mustBeAmount = (currency: Currency): string => {
  const { code, digits } = currency;
  const max = maxOf(currency);
  return digits === 0
    ? `must be a whole amount up to ${max}: ${code} has no decimals`
    : `must be an amount with at most ${digits} decimals, up to ${max}`;
};

/**
 * A detail of a sale that its total doesn't depend on. One that can't be read is left out, and
 * `meta.ignored` of the answer names it (unkept-fields.ts): refusing it would lose the sale.
 */
export const detail = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

/** The same for a text, which is cut if it is too long. */
export const detailText = (max: number) =>
  textOrNull(max)
    .optional()
    .catch(({ value }) => {
      const cut = typeof value === "string" ? value.trim().slice(0, max) : undefined;
      return textOrNull(max).optional().safeParse(cut).data;
    });

/**
 * A decimal from 0 to `max` with at most `digits` decimals, stored as a whole number of its last
 * one.
 */
export const scaled = (digits: number, max: number) =>
  z.union([z.number(), z.string()]).transform((value, context): number => {
    const whole = parseDecimal(value, digits);
    return whole !== null && whole >= 0 && whole <= max * 10 ** digits
      ? whole
      : problem(context, `must be from 0 to ${max}, with at most ${digits} decimals`);
  });

/** A flag or null. */
export const flagOrNull = z.union([z.null(), flag], "must be true, false or null");

const EARLIEST = instant(Date.UTC(1900, 0, 1));
const LATEST = instant(Date.UTC(2200, 0, 1));

const isInRange = (written: WrittenTime): boolean => {
  const at = firstInstantOf(written, UTC);
  return at >= EARLIEST && at <= LATEST;
};

/**
 * A date and time, in UTC unless it has an offset: `2025-06-15 14:32:00`. A date alone is that day,
 * until `firstInstantOf` or `lastInstantOf` says in which zone it starts or ends.
 */
export const moment = z
  .string()
  .max(40)
  .transform((text, context): DayOrInstant => inRange(parseV3(text), context));

/**
 * The same, but without an offset it is local to the time zone of what it belongs to, which
 * `firstInstantOf` or `lastInstantOf` is given. Only rewards (DOMAIN §6.3) and claims (§12.6) have
 * these.
 */
export const localMoment = z
  .string()
  .max(40)
  .transform((text, context): WrittenTime => inRange(parseWritten(text), context));

const inRange = <T extends WrittenTime>(written: T | null, context: z.RefinementCtx): T =>
  written !== null && isInRange(written)
    ? written
    : problem(context, "must be a date and time such as 2025-06-15 14:32:00, from 1900 to 2200");

/** A calendar day, `2025-06-15`, in no zone. Any time of day is dropped. */
export const day = z
  .string()
  .max(40)
  .transform((text, context): CalendarDay => {
    const date = parseDay(text);
    return date !== null && isInRange(date)
      ? date
      : problem(context, "must be a date such as 2025-06-15, from 1900 to 2200");
  });

/**
 * One trimmed line (`oneLine`) of at most `max` characters. Numbers are accepted and kept as text,
 * unless they may have been rounded on the way.
 */
export const text = cleanText(oneLine);

/** The same with several lines (`severalLines`). */
const lines = cleanText(severalLines);

/** Text that can't be empty. */
export const filled = (max: number) => text(max).pipe(z.string().min(1, "is required"));

/** The same with several lines. */
export const filledLines = (max: number) => lines(max).pipe(z.string().min(1, "is required"));

/**
 * Where head office keeps the details of a decision: the number of a case or document, never a
 * note, which might name somebody.
 */
export const caseReference = filled(40).pipe(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, "must be a number or code without spaces"),
);

/** The machine name of a thing. It never changes. */
export const slug = filled(100).pipe(
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "must be letters, digits, dots, dashes and underscores"),
);

const emptyAsNull = <T extends z.ZodType<string>>(schema: T) =>
  z.union([z.null(), schema.transform((value) => (value === "" ? null : value))]);

/** One line or null; empty text becomes null. */
export const textOrNull = (max: number) => emptyAsNull(text(max));

/** The same with several lines. */
export const linesOrNull = (max: number) => emptyAsNull(lines(max));

/** Any other value or null; an empty string becomes null. */
export const orNull = <T extends z.ZodType>(schema: T) =>
  z.union([z.null(), z.literal("").transform(() => null), schema]);

/** An IANA time zone. */
export const timezone = z.string().pipe(timeZoneSchema);

const upperCase = z.string().trim().toUpperCase();

/** A currency by its code, in upper or lower case. */
export const currencyCode = upperCase.refine(
  isCurrencyCode,
  "must be the ISO 4217 code of a currency, such as AUD",
);

/** The currency of a definition, if it is said: only the tenant's own can be. */
export const ownCurrency = ({ code }: Currency) =>
  orNull(currencyCode).refine(
    (said) => said === null || said === code,
    `must be ${code}, the currency of everything here`,
  );

/** A country by its code, in upper or lower case. */
export const countryCode = upperCase.refine(
  isCountryCode,
  "must be the ISO 3166-1 code of a country, such as AU",
);

const numberId = wholeNumber.pipe(z.int().positive("must be a whole number above 0"));
/** The number of a row in a path. */
export const rowNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);
/** The number of a reward or of points in a body. */
export const lotNumber = numberId;
export const productNumber = numberId.pipe(productIdSchema);
export const variantNumber = numberId.pipe(variantIdSchema);
export const locationNumber = numberId.pipe(locationIdSchema);
export const termNumber = numberId.pipe(termIdSchema);
export const importNumber = numberId.pipe(importIdSchema);
export const transactionItemNumber = numberId.pipe(transactionItemIdSchema);
export const definitionNumber = numberId.pipe(definitionIdSchema);
export const redemptionNumber = numberId.pipe(redemptionIdSchema);
export const profileUuid = z.string().trim().pipe(profileIdSchema);
/** The part of a path that names a profile. */
export const profileParams = z.object({ profile_id: profileUuid });
export const staffUuid = z.string().trim().pipe(staffIdSchema);
export const deviceUuid = z.string().trim().pipe(deviceIdSchema);

/** Free JSON, stored as sent: an object or a list. */
export const freeJson = z
  .union([z.record(z.string(), anyJson), z.array(anyJson)], "must be an object or a list")
  .refine(
    (value) => JSON.stringify(value).length <= JSON_LENGTH_MAX,
    "is too large: at most 20 kB",
  );

/** A tag as it is kept: letters with accents are one however they were composed (DOMAIN §3.7). */
export const tagText = (text: string): string => text.normalize("NFC");

/** A region by its handle, which is composed like a tag (DOMAIN §14.3). */
export const regionHandle = text(REGION_MAX)
  .transform(tagText)
  .pipe(z.string().min(1, "is required").max(REGION_MAX));

/** The same or null; empty text becomes null. */
export const regionHandleOrNull = emptyAsNull(
  text(REGION_MAX).transform(tagText).pipe(z.string().max(REGION_MAX)),
);

/** Tags: case-sensitive, no duplicates (DOMAIN §3.7). */
export const tags = z.array(filled(100).transform(tagText)).max(200, "must not have more than 200");

/** The fields that a body has, for storing values that nothing depends on. */
export const extraOf = (
  fields: Readonly<Record<string, z.core.util.JSONType | undefined>>,
): ExtraFields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
