import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { decimalOrNull } from "#sync-server/http/routes/v3/profiles/balances-view.ts";
import type { DefinitionRecord } from "#sync-server/storage/definition-store.ts";

export const rewardDefinitionViewSchema = z.object({
  id: z.int(),
  version: z.int(),
  name: z.string(),
  handle: z.string(),
  type: z.string(),
  value: z.number(),
  max_value: z.number().nullable(),
  period: z.int().nullable(),
  period_type: z.string(),
  absolute_expiry: z.string().nullable(),
  description: z.string().nullable(),
  short_description: z.string().nullable(),
  long_description: anyJson,
  terms_conditions: anyJson,
  earn_instructions: anyJson,
  internal_notes: anyJson,
  icon: anyJson,
  image_url: anyJson,
  tags: anyJson,
  is_assignable: z.boolean(),
  is_extendable: z.boolean(),
  is_reassignable: z.boolean(),
  is_published: z.boolean(),
  extend_days: z.int().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type RewardDefinitionView = z.infer<typeof rewardDefinitionViewSchema>;

/** A reward definition in the API's words. */
export const rewardDefinitionView = ({
  definition,
  extra,
  createdAt,
  updatedAt,
}: DefinitionRecord<"reward">): RewardDefinitionView => ({
  id: definition.id,
  version: definition.version,
  name: definition.name,
  handle: definition.handle,
  type: definition.type,
  value: centsToDecimal(definition.valueCents),
  max_value: decimalOrNull(definition.maxValueCents),
  period: definition.period,
  period_type: definition.periodType,
  absolute_expiry: definition.absoluteExpiry === null ? null : formatV3(definition.absoluteExpiry),
  description: definition.description,
  short_description: definition.shortDescription,
  long_description: extra["long_description"] ?? null,
  terms_conditions: extra["terms_conditions"] ?? null,
  earn_instructions: extra["earn_instructions"] ?? null,
  internal_notes: extra["internal_notes"] ?? null,
  icon: extra["icon"] ?? null,
  image_url: extra["image_url"] ?? null,
  tags: extra["tags"] ?? [],
  is_assignable: definition.isAssignable,
  is_extendable: definition.isExtendable,
  is_reassignable: definition.isReassignable,
  is_published: definition.isPublished,
  extend_days: definition.extendDays,
  created_at: formatV3(createdAt),
  updated_at: formatV3(updatedAt),
});
