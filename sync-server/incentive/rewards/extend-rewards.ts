import { z } from "zod";
import type { Extension } from "#shared/incentive/extend-lot.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type ExtensionRefusal, extendLots } from "#sync-server/incentive/extend-lots.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Rewards of one profile to extend, all of them or none. */
export type ExtendRewards = DoneByHand & {
  readonly profileId: ProfileId;
  readonly numbers: readonly number[];
  readonly extension: Extension;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

export type ExtendRewardsRefusal = KeyReused | ExtensionRefusal;

/**
 * Moves the expiry of rewards to a later time by `extend` entries, in one command (DOMAIN §6.5,
 * incentive/SPEC.md [W6]).
 */
export const extendRewards = (
  deps: WriteDeps,
  input: ExtendRewards,
): Promise<Result<null, ExtendRewardsRefusal>> =>
  answerOnce(
    deps,
    input,
    { kind: "extend_rewards", schema: z.null() },
    (_deps, _input, commandId) =>
      extendLots(deps, {
        ...{ ...input, commandId },
        unit: "reward",
        definitionsOf: (ids) => readDefinitions(deps, "reward", ids),
        worthOf: cents,
      }),
  );
