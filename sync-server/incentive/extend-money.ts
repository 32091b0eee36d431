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
import type { MoneyUnit } from "./issue-money.ts";

/** Rewards or credit of one profile to extend, all of them or none. */
export type ExtendMoney = DoneByHand & {
  readonly profileId: ProfileId;
  readonly numbers: readonly number[];
  readonly extension: Extension;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

type Extended = Result<null, KeyReused | ExtensionRefusal>;

/**
 * Moves the expiry of rewards to a later time by `extend` entries, in one command (DOMAIN §6.5,
 * incentive/SPEC.md [W6]).
 */
export const extendRewards = (deps: WriteDeps, input: ExtendMoney): Promise<Extended> =>
  extendMoney(deps, "reward", input);

/** Extends credit in the same way ([C12]). */
export const extendCredits = (deps: WriteDeps, input: ExtendMoney): Promise<Extended> =>
  extendMoney(deps, "credit", input);

const extendMoney = (deps: WriteDeps, unit: MoneyUnit, input: ExtendMoney): Promise<Extended> =>
  answerOnce(
    deps,
    input,
    { kind: `extend_${unit}s`, schema: z.null() },
    (_deps, _input, commandId) =>
      extendLots(deps, {
        ...{ ...input, commandId },
        unit,
        definitionsOf: (ids) => readDefinitions(deps, unit, ids),
        worthOf: cents,
      }),
  );
