import { z } from "zod";
import {
  definitionNumber,
  filled,
  freeJson,
  linesOrNull,
  localMoment,
  lotNumber,
  orNull,
  profileUuid,
  textOrNull,
  timezone,
} from "#shared/api/fields.ts";
import { byHandFields, byHandOf } from "#shared/api/ledger/by-hand.ts";
import { expiryOf, issueFields, issueOf, lotExtraOf } from "#shared/api/ledger/lot-body.ts";
import { lotView, lotViewShape, type ShownLot } from "#shared/api/ledger/shown-lot.ts";
import { UNLIMITED_USES } from "#shared/incentive/benefits/benefit.ts";
import { isBenefitOver } from "#shared/incentive/benefits/issue-benefit.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { firstInstantOf, type Instant, type TimeZone, UTC } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { benefitRefusal } from "#shared/redemption/redeem-benefit.ts";
import { benefitDefinitionApi } from "./benefit-definition.ts";

/** A benefit to issue (DOMAIN §8.3): for whom, and under which definition. */
export const newBenefitSchema = z
  .object({
    profile_id: profileUuid,
    benefit_definition_id: definitionNumber.optional(),
    benefit_definition_handle: filled(100).optional(),
    ...issueFields,
  })
  .refine(
    (body) =>
      body.benefit_definition_id !== undefined || body.benefit_definition_handle !== undefined,
    { path: ["benefit_definition_id"], message: "is required" },
  );
type NewBenefit = z.output<typeof newBenefitSchema>;

/** A benefit to issue in our terms, except for whom; days and local times are those of `zone`. */
export const benefitIssueOf = (body: NewBenefit, zone: TimeZone) => ({
  ...issueOf(body, zone, body.benefit_definition_id, body.benefit_definition_handle),
  timezone: body.timezone ?? null,
  externalId: body.external_id ?? null,
});

/** The fields of a benefit that can change. */
export const benefitChangeSchema = z.object({
  redemptions_remaining: orNull(wholeNumber.pipe(z.int().min(0).max(UNLIMITED_USES))).optional(),
  expires_at: orNull(localMoment).optional(),
  description: linesOrNull(1000).optional(),
  meta: orNull(freeJson).optional(),
  ...byHandFields,
});
type BenefitChange = z.output<typeof benefitChangeSchema>;

/**
 * The changes to a benefit in our terms; local times are those of its own zone. What was read and
 * is sent back changes nothing: the expiry in UTC, and null for a benefit without a limit.
 */
export const benefitChangeOf = (
  body: BenefitChange,
  {
    timezone: zone,
    expiresAt,
  }: { readonly timezone: TimeZone; readonly expiresAt: Instant | null },
) => ({
  remaining: body.redemptions_remaining ?? undefined,
  expiresAt: isAsRead(body.expires_at, expiresAt) ? undefined : expiryOf(body.expires_at, zone),
  extra: lotExtraOf(body),
  ...byHandOf(body),
});

const isAsRead = (written: BenefitChange["expires_at"], expiresAt: Instant | null): boolean =>
  typeof written === "object" &&
  written !== null &&
  expiresAt !== null &&
  firstInstantOf(written, UTC) === Math.trunc(expiresAt / 1000) * 1000;

/** Benefits of one profile to extend (DOMAIN §8.6): by days, or until a date. */
export const benefitExtensionSchema = z
  .object({
    profile_id: profileUuid,
    ids: z.array(lotNumber).min(1).max(100),
    extend_days: orNull(wholeNumber.pipe(z.int().min(1).max(10_000))).optional(),
    extend_date: orNull(localMoment).optional(),
    ...byHandFields,
  })
  .transform(({ profile_id, ids: numbers, ...body }, context) => {
    const { extend_days: days, extend_date: until } = body;
    const extended = { profile_id, numbers, ...byHandOf(body) };
    if (until && !days) return { ...extended, extension: { until } };
    if (days && !until) return { ...extended, extension: { days } };
    const message = "must be sent, or else extend_days, and not both";
    context.addIssue({ code: "custom", path: ["extend_date"], message });
    return z.NEVER;
  });

/** How often to use it; once unless sent. */
export const benefitUseSchema = z
  .object({
    count: orNull(wholeNumber.pipe(z.int().min(1).max(UNLIMITED_USES))).optional(),
    meta: orNull(freeJson).optional(),
  })
  .optional();

/** A customer's request for a benefit (DOMAIN §8.4): a definition by its id or handle. */
export const benefitClaimSchema = z.object({
  definition: z.union([definitionNumber, filled(100)]),
  timezone: orNull(timezone).optional(),
  external_id: textOrNull(100).optional(),
  meta: orNull(freeJson).optional(),
});

/** A claim in our terms. */
export const benefitClaimOf = (body: z.output<typeof benefitClaimSchema>) => ({
  definition:
    typeof body.definition === "number" ? { id: body.definition } : { handle: body.definition },
  timezone: body.timezone ?? null,
  externalId: body.external_id ?? null,
  extra: lotExtraOf(definedFields({ meta: body.meta })),
});

const definitionView = benefitDefinitionApi(ANY_CURRENCY).view;

/** A benefit as the API shows it (DOMAIN §8.3). */
export const benefitViewSchema = z.object({
  ...lotViewShape,
  external_id: z.string().nullable(),
  timezone: z.string(),
  claimed_at: z.string().nullable(),
  extended_at: z.string().nullable(),
  is_redeemable: z.boolean(),
  /** Null: as often as you like. */
  redemptions_remaining: z.int().nullable(),
  total_global_redemptions_remaining: z.int().nullable(),
  redeem_code_pos: z.string().nullable(),
  redeem_code_online: z.string().nullable(),
  value: z.number().nullable(),
  is_combined: z.null(),
  combine_meta: z.null(),
  definition: definitionView,
  /** Our addition: the version that it was issued under. */
  definition_version: z.int(),
  source_id: z.string(),
});
export type BenefitView = z.infer<typeof benefitViewSchema>;

/** A benefit as the API shows it, with the present version of its definition and its code. */
export const benefitView = (
  lot: ShownLot,
  definition: z.output<typeof definitionView>,
  {
    now,
    codes,
    endAt,
  }: {
    readonly now: Instant;
    /** From the pool, or else its definition's. */
    readonly codes: { readonly pos: string | null; readonly online: string | null };
    readonly endAt: Parameters<typeof isBenefitOver>[0]["endAt"];
  },
): BenefitView => {
  const left = definition.total_global_redemptions_remaining;
  const refusal = benefitRefusal({ freeze: null }, { endAt }, lot, { count: 1, at: now });
  return {
    ...lotView(lot, now),
    is_expired: isBenefitOver({ endAt }, lot, now),
    external_id: lot.externalId,
    timezone: lot.timezone,
    claimed_at: SOURCES[lot.sourceType].isClaim ? formatV3(lot.issuedAt) : null,
    extended_at: lot.extendedAt === null ? null : formatV3(lot.extendedAt),
    is_redeemable: refusal === null && left !== 0,
    redemptions_remaining: lot.initial === UNLIMITED_USES ? null : lot.remaining,
    total_global_redemptions_remaining: left,
    redeem_code_pos: codes.pos,
    redeem_code_online: codes.online,
    value: definition.value,
    is_combined: null,
    combine_meta: null,
    definition,
    definition_version: lot.definitionVersion,
    source_id: lot.sourceId,
  };
};
