import { z } from "zod";
import {
  decimal,
  definitionNumber,
  extraOf,
  filled,
  linesOrNull,
  locationNumber,
  moment,
  orNull,
  profileUuid,
  textOrNull,
} from "#shared/api/fields.ts";
import { issueFields, issueOf } from "#shared/api/ledger/lot-body.ts";
import { lotView, lotViewShape, type ShownLot } from "#shared/api/ledger/shown-lot.ts";
import type { CardHold } from "#shared/incentive/credits/gift-card.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { cents, centsToDecimal } from "#shared/kernel/money.ts";
import { mapTable, pick } from "#shared/kernel/object.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { EntryKind, LedgerEntry } from "#shared/ledger/entry.ts";
import { isActive } from "#shared/ledger/lot.ts";
import { creditDefinitionView } from "./credit-definition.ts";

/** Who gives credit and who is to get it, as it was sent ([C12]). */
const giftFields = {
  creator_profile_id: orNull(profileUuid).optional(),
  recipient_first_name: textOrNull(100).optional(),
  recipient_email: textOrNull(254).optional(),
  message: linesOrNull(1000).optional(),
};

/** Credit to issue to a profile (DOMAIN §9.3). */
export const newCreditSchema = perCurrency((currency) =>
  z
    .object({
      profile_id: profileUuid,
      credit_definition_id: definitionNumber.optional(),
      credit_definition_handle: filled(100).optional(),
      value_initial: orNull(decimal(currency)).optional(),
      value_remaining: orNull(decimal(currency)).optional(),
      ...issueFields,
      location_id: orNull(locationNumber).optional(),
      ...giftFields,
    })
    .refine(
      (body) =>
        body.credit_definition_id !== undefined || body.credit_definition_handle !== undefined,
      { path: ["credit_definition_id"], message: "is required" },
    ),
);

/** Who is to get credit, and from when. */
export const releasedCreditSchema = z.object({
  profile_id: profileUuid,
  released_at: orNull(moment).optional(),
});

/** Credit to hold for one checkout, or to hold for longer. */
export const heldCreditSchema = z.object({
  /** From a hold of the caller's own. */
  lock_token: textOrNull(100).optional(),
  /** How long, in seconds: 15 minutes unless the caller says otherwise. */
  seconds: wholeNumber.pipe(z.int().min(1).max(3_600)).optional(),
});

/** The hold to end. */
export const unheldCreditSchema = z.object({ lock_token: filled(100) });

/** Credit to issue in our terms, except for whom; days and local times are those of `zone`. */
export const creditIssueOf = (
  body: z.output<ReturnType<typeof newCreditSchema>>,
  zone: TimeZone,
) => ({
  ...issueOf(body, zone, body.credit_definition_id, body.credit_definition_handle),
  valueCents: body.value_initial ?? null,
  remainingCents: body.value_remaining ?? null,
  locationId: body.location_id ?? null,
  creatorProfileId: body.creator_profile_id ?? null,
  gift: extraOf(pick(body, giftFields)),
  timezone: body.timezone ?? null,
  externalId: body.external_id ?? null,
});

/** Credit as the API shows it (DOMAIN §9.3). */
export const creditViewSchema = z.object({
  ...lotViewShape,
  timezone: z.string(),
  value_initial: z.number(),
  value_remaining: z.number(),
  extended_at: z.string().nullable(),
  is_active: z.boolean(),
  /** From when who it was given to can spend it; null if nobody else had it. */
  released_at: z.string().nullable(),
  /** A checkout holds it. */
  locked: z.boolean(),
  lock_expires_at: z.string().nullable(),
  definition: creditDefinitionView,
  /** Where and by whom it was issued. */
  location_id: z.int().nullable(),
  staff_id: z.string().nullable(),
  ...mapTable(giftFields, () => anyJson),
  source_id: z.string(),
  external_id: z.string().nullable(),
});

/** Credit that was held. The token lets the same checkout redeem it. */
export const heldCreditViewSchema = creditViewSchema.extend({ lock_token: z.string().nullable() });

/** Credit as the API shows it, with the current version of the definition. */
export const creditView = (
  lot: ShownLot &
    Pick<CardHold, "lockExpiresAt"> &
    Pick<LedgerEntry, "locationId" | "staffId"> & { readonly openedBy: EntryKind },
  definition: z.output<typeof creditDefinitionView>,
  { now, currency }: { readonly now: Instant; readonly currency: Currency },
): z.output<typeof creditViewSchema> => {
  const common = lotView(lot, now);
  return {
    ...common,
    timezone: lot.timezone,
    value_initial: centsToDecimal(cents(lot.initial), currency),
    value_remaining: centsToDecimal(cents(lot.remaining), currency),
    extended_at: lot.extendedAt === null ? null : formatV3(lot.extendedAt),
    is_active: isActive(lot, now) && !common.is_expired,
    locked: lot.lockExpiresAt !== null && now < lot.lockExpiresAt,
    lock_expires_at: lot.lockExpiresAt === null ? null : formatV3(lot.lockExpiresAt),
    released_at: lot.openedBy === "transfer" ? formatV3(lot.activeAt) : null,
    location_id: lot.locationId,
    staff_id: lot.staffId,
    ...mapTable(giftFields, (_, name) => lot.extra[name] ?? null),
    definition,
    source_id: lot.sourceId,
    external_id: lot.externalId,
  };
};
