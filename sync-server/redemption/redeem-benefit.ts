import { z } from "zod";
import { type CommandId, type ProfileId, redemptionIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { decideOnce, type Finality, type KeyReused } from "#sync-server/access/answer-once.ts";
import {
  applyBenefitUse,
  useBenefitRefusalSchema,
} from "#sync-server/incentive/benefits/use-benefit.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** A use that the API asks for (DOMAIN §8.5). */
export type RedeemBenefit = {
  readonly profileId: ProfileId;
  readonly number: number;
  readonly count: number;
  readonly meta: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const redeemBenefitRefusalsSchema = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("profile_unknown") }),
  useBenefitRefusalSchema,
]);
type Refused = z.infer<typeof redeemBenefitRefusalsSchema>;

const FINALITY: Finality<Refused> = {
  account_frozen: "final",
  benefit_expired: "final",
  benefit_unknown: "final",
  global_uses_exceeded: "final",
  not_issued_yet: "final",
  profile_unknown: "final",
  too_many_an_hour: "passing",
  uses_exceeded: "final",
};

export type RedeemBenefitFailure = KeyReused | Refused;

const usedSchema = z.object({ redemptionId: redemptionIdSchema });
type Used = z.infer<typeof usedSchema>;

/**
 * Uses a benefit for the API. The same request under the same key gets the first answer, even a
 * refusal ([N5]).
 */
export const redeemBenefit = (
  deps: WriteDeps,
  input: RedeemBenefit,
): Promise<Result<Used, RedeemBenefitFailure>> =>
  decideOnce(
    deps,
    input,
    {
      kind: "redeem_benefit",
      schema: usedSchema,
      refusals: redeemBenefitRefusalsSchema,
      finality: FINALITY,
    },
    redeemNow,
  );

const redeemNow = async (
  deps: WriteDeps,
  { profileId, number, count, meta }: RedeemBenefit,
  commandId: CommandId,
): Promise<Result<Used, Refused>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const use = { ...BY_NOBODY, benefit: number, count, meta, commandId, occurredAt: deps.now };
  const used = await applyBenefitUse(deps, locked, use);
  return used.ok ? ok({ redemptionId: used.value.redemptionId }) : used;
};
