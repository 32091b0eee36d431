import { z } from "zod";
import type { ExtendRefusal, Extension } from "#shared/incentive/extend-lot.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readDefinitions } from "#sync-server/storage/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { draftExtensions } from "./draft-extensions.ts";
import { meterManualIssue } from "./meter-manual-issue.ts";

/** Rewards of one profile to extend, all of them or none. */
export type ExtendRewards = {
  readonly profileId: ProfileId;
  readonly numbers: readonly number[];
  readonly extension: Extension;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/**
 * Why nothing is extended, in order of precedence; giving value back counts as an issue. Without
 * `number`, it isn't about one reward.
 */
export type ExtendRewardsRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "lot_unknown"; readonly number: number }
  | (ExtendRefusal & { readonly number: number })
  | TooManyAnHour;

/**
 * Moves the expiry of rewards to a later time by `extend` entries, in one command (DOMAIN §6.5,
 * incentive/SPEC.md [W6]).
 */
export const extendRewards = (
  deps: WriteDeps,
  input: ExtendRewards,
): Promise<Result<null, ExtendRewardsRefusal>> =>
  answerOnce(deps, input, { kind: "extend_rewards", schema: z.null() }, extendNow);

const extendNow = async (
  deps: WriteDeps,
  { profileId, numbers, extension }: ExtendRewards,
  commandId: CommandId,
): Promise<Result<null, ExtendRewardsRefusal>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const drafted = await draftExtensions(deps, locked, {
    unit: "reward",
    ...{ numbers, extension, commandId, worthOf: cents },
    definitionsOf: (ids) => readDefinitions(deps, "reward", ids),
  });
  if (!drafted.ok) return drafted;
  const { drafts } = drafted.value;
  if (drafts.some(({ amount }) => amount > 0)) {
    const metered = await meterManualIssue(deps, drafted.value.locked, commandId);
    if (!metered.ok) return metered;
  }
  await appendDrafts(deps, drafted.value.locked, drafts);
  return ok(null);
};
