import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { cents, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3, formatV3Local, type Instant } from "#shared/kernel/time.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import {
  decimal,
  decimalFromZero,
  definitionNumber,
  filled,
  freeJson,
  moment,
  orNull,
  profileUuid,
  textOrNull,
  timezone,
} from "./fields.ts";
import { rewardDefinitionApi } from "./reward-definition.ts";
import type { ShownLot } from "./shown-lot.ts";

/** A reward to issue (DOMAIN §6.3): for whom, and under which definition. */
export const newRewardSchema = z
  .object({
    profile_id: profileUuid,
    reward_definition_id: definitionNumber.optional(),
    reward_definition_handle: filled(100).optional(),
    value_initial: orNull(decimal).optional(),
    value_remaining: orNull(decimal).optional(),
    issued_at: orNull(moment).optional(),
    expires_at: orNull(moment).optional(),
    timezone: orNull(timezone).optional(),
    external_id: textOrNull(100).optional(),
    description: textOrNull(1000).optional(),
    meta: orNull(freeJson).optional(),
  })
  .refine(
    (body) =>
      body.reward_definition_id !== undefined || body.reward_definition_handle !== undefined,
    { path: ["reward_definition_id"], message: "is required" },
  );

/** The fields of a reward that can change; what was issued can't. */
export const rewardChangeSchema = z.object({
  value_initial: decimalFromZero.optional(),
  value_remaining: decimalFromZero.optional(),
  expires_at: orNull(moment).optional(),
  description: textOrNull(1000).optional(),
  meta: orNull(freeJson).optional(),
});

/** A reward as the API shows it (DOMAIN §6.3). */
export const rewardViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  timezone: z.string(),
  value_initial: z.number(),
  value_remaining: z.number(),
  issued_at: z.string(),
  issued_local_at: z.string(),
  expires_at: z.string().nullable(),
  expires_local_at: z.string().nullable(),
  extended_at: z.string().nullable(),
  is_expired: z.boolean(),
  is_active: z.boolean(),
  has_notified_issue: z.boolean(),
  has_notified_expiry: z.boolean(),
  has_notified_extend: z.boolean(),
  notify_issue_at: z.null(),
  notify_expiry_at: z.null(),
  definition: rewardDefinitionApi.view,
  source_type: z.string(),
  source_id: z.string(),
  external_id: z.string().nullable(),
  description: anyJson,
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});
export type RewardView = z.infer<typeof rewardViewSchema>;

/** A reward as the API shows it, with the current version of the definition. */
export const rewardView = (
  lot: ShownLot,
  definition: z.output<typeof rewardDefinitionApi.view>,
  now: Instant,
): RewardView => ({
  id: lot.number,
  profile_id: lot.profileId,
  timezone: lot.timezone,
  value_initial: centsToDecimal(cents(lot.initial)),
  value_remaining: centsToDecimal(cents(lot.remaining)),
  issued_at: formatV3(lot.issuedAt),
  issued_local_at: formatV3Local(lot.issuedAt, lot.timezone),
  expires_at: lot.expiresAt === null ? null : formatV3(lot.expiresAt),
  expires_local_at: lot.expiresAt === null ? null : formatV3Local(lot.expiresAt, lot.timezone),
  extended_at: lot.extendedAt === null ? null : formatV3(lot.extendedAt),
  is_expired: isExpired(lot, now),
  is_active: lot.issuedAt <= now && !isExpired(lot, now),
  has_notified_issue: false,
  has_notified_expiry: false,
  has_notified_extend: false,
  notify_issue_at: null,
  notify_expiry_at: null,
  definition,
  source_type: lot.sourceType,
  source_id: lot.sourceId,
  external_id: lot.externalId,
  description: lot.extra["description"] ?? null,
  meta: lot.extra["meta"] ?? null,
  created_at: formatV3(lot.createdAt),
  updated_at: formatV3(lot.updatedAt),
});
