import { z } from "zod";
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

/** A reward to be issued (DOMAIN §6.3): for whom, and by which definition. */
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
    meta: orNull(freeJson).optional(),
  })
  .refine(
    (body) =>
      body.reward_definition_id !== undefined || body.reward_definition_handle !== undefined,
    { path: ["reward_definition_id"], message: "is required" },
  );

/** What changes of a reward; what was issued stays. */
export const rewardChangeSchema = z.object({
  value_initial: decimalFromZero.optional(),
  value_remaining: decimalFromZero.optional(),
  expires_at: orNull(moment).optional(),
  meta: orNull(freeJson).optional(),
});
