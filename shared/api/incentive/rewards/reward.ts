import { z } from "zod";
import {
  decimal,
  decimalFromZero,
  definitionNumber,
  filled,
  freeJson,
  linesOrNull,
  localMoment,
  orNull,
  profileUuid,
} from "#shared/api/fields.ts";
import { byHandFields, byHandOf } from "#shared/api/ledger/by-hand.ts";
import {
  definitionRef,
  expiryOf,
  issueFields,
  issueOf,
  lotExtraOf,
} from "#shared/api/ledger/lot-body.ts";
import {
  lotView,
  lotViewShape,
  type ShownCode,
  type ShownLot,
} from "#shared/api/ledger/shown-lot.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { cents, centsToDecimal } from "#shared/kernel/money.ts";
import { firstInstantOf, type Instant, type TimeZone, UTC } from "#shared/kernel/time.ts";
import { formatV3, formatV3Local } from "#shared/kernel/written-time.ts";
import { isActive } from "#shared/ledger/lot.ts";
import { rewardDefinitionView } from "./reward-definition.ts";

/** For whom, and under which definition. */
const forWhom = {
  profile_id: profileUuid,
  reward_definition_id: definitionNumber.optional(),
  reward_definition_handle: filled(100).optional(),
};

/** Whether a body says which definition, by its id or its handle. */
const hasDefinition = (body: {
  readonly reward_definition_id?: unknown;
  readonly reward_definition_handle?: unknown;
}): boolean =>
  body.reward_definition_id !== undefined || body.reward_definition_handle !== undefined;

const needsDefinition = { path: ["reward_definition_id"], message: "is required" };

/** A reward to issue (DOMAIN §6.3). */
export const newRewardSchema = perCurrency((currency) =>
  z
    .object({
      ...forWhom,
      value_initial: orNull(decimal(currency)).optional(),
      value_remaining: orNull(decimal(currency)).optional(),
      ...issueFields,
    })
    .refine(hasDefinition, needsDefinition),
);

/** A reward to exchange points for (DOMAIN §7.5). */
export const rewardExchangeSchema = z.object(forWhom).refine(hasDefinition, needsDefinition);

/** The same in our terms, except for whom. */
export const exchangeOf = (body: z.output<typeof rewardExchangeSchema>) => ({
  definition: definitionRef(body.reward_definition_id, body.reward_definition_handle),
});

type NewReward = z.output<ReturnType<typeof newRewardSchema>>;

/** A reward to issue in our terms, except for whom; days and local times are those of `zone`. */
export const rewardIssueOf = (body: NewReward, zone: TimeZone) => ({
  ...issueOf(body, zone, body.reward_definition_id, body.reward_definition_handle),
  valueCents: body.value_initial ?? null,
  remainingCents: body.value_remaining ?? null,
  timezone: body.timezone ?? null,
  externalId: body.external_id ?? null,
});

/** The fields of a reward that can change. */
export const rewardChangeSchema = perCurrency((currency) =>
  z.object({
    value_initial: decimalFromZero(currency).optional(),
    value_remaining: decimalFromZero(currency).optional(),
    expires_at: orNull(localMoment).optional(),
    description: linesOrNull(1000).optional(),
    meta: orNull(freeJson).optional(),
    ...byHandFields,
  }),
);
type RewardChange = z.output<ReturnType<typeof rewardChangeSchema>>;

/**
 * The changes to a reward in our terms; days and local times are those of its own zone. The expiry
 * as it was read, in UTC, changes nothing when it is sent back.
 */
export const rewardChangeOf = (
  body: RewardChange,
  { timezone, expiresAt }: { readonly timezone: TimeZone; readonly expiresAt: Instant | null },
) => ({
  initialCents: body.value_initial,
  remainingCents: body.value_remaining,
  expiresAt: isAsRead(body.expires_at, expiresAt) ? undefined : expiryOf(body.expires_at, timezone),
  extra: lotExtraOf(body),
  ...byHandOf(body),
});

const isAsRead = (written: RewardChange["expires_at"], expiresAt: Instant | null): boolean =>
  typeof written === "object" &&
  written !== null &&
  expiresAt !== null &&
  firstInstantOf(written, UTC) === Math.trunc(expiresAt / 1000) * 1000;

/** A reward as the API shows it (DOMAIN §6.3). */
export const rewardViewSchema = z.object({
  ...lotViewShape,
  timezone: z.string(),
  value_initial: z.number(),
  value_remaining: z.number(),
  issued_local_at: z.string(),
  expires_local_at: z.string().nullable(),
  extended_at: z.string().nullable(),
  is_active: z.boolean(),
  has_notified_issue: z.boolean(),
  has_notified_expiry: z.boolean(),
  has_notified_extend: z.boolean(),
  notify_issue_at: z.null(),
  notify_expiry_at: z.null(),
  definition: rewardDefinitionView,
  source_id: z.string(),
  external_id: z.string().nullable(),
  /** Our addition: the code that it has taken from its definition's pool. */
  code: z.string().nullable(),
});
export type RewardView = z.infer<typeof rewardViewSchema>;

/** A reward as the API shows it, with the current version of the definition. */
export const rewardView = (
  lot: ShownLot,
  definition: z.output<typeof rewardDefinitionView>,
  { now, currency, code }: ShownCode & { readonly now: Instant; readonly currency: Currency },
): RewardView => {
  const common = lotView(lot, now);
  return {
    ...common,
    timezone: lot.timezone,
    value_initial: centsToDecimal(cents(lot.initial), currency),
    value_remaining: centsToDecimal(cents(lot.remaining), currency),
    issued_local_at: formatV3Local(lot.activeAt, lot.timezone),
    expires_local_at: lot.expiresAt === null ? null : formatV3Local(lot.expiresAt, lot.timezone),
    extended_at: lot.extendedAt === null ? null : formatV3(lot.extendedAt),
    is_active: isActive(lot, now) && !common.is_expired,
    has_notified_issue: false,
    has_notified_expiry: false,
    has_notified_extend: false,
    notify_issue_at: null,
    notify_expiry_at: null,
    definition,
    code,
    source_id: lot.sourceId,
    external_id: lot.externalId,
  };
};
