import { z } from "zod";
import type { CommandId, DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { WrittenTime } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type ExtensionRefusal, extendLots } from "#sync-server/incentive/extend-lots.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Benefits of one profile to extend, all of them or none. */
export type ExtendBenefits = DoneByHand & {
  readonly profileId: ProfileId;
  readonly numbers: readonly number[];
  /** How many days later each ends, in its own zone, or until when. */
  readonly extension: { readonly days: number } | { readonly until: WrittenTime };
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

export type ExtendBenefitsRefusal = KeyReused | ExtensionRefusal;

/**
 * Moves the end of benefits to a later time by `extend` entries, in one command (DOMAIN §8.6,
 * incentive/SPEC.md [N8]).
 */
export const extendBenefits = (
  deps: WriteDeps,
  input: ExtendBenefits,
): Promise<Result<null, ExtendBenefitsRefusal>> =>
  answerOnce(
    deps,
    input,
    { kind: "extend_benefits", schema: z.null() },
    (_deps, _input, commandId) =>
      extendLots(deps, {
        ...{ ...input, commandId },
        unit: "benefit",
        extension: { days: null, until: null, ...input.extension },
        definitionsOf: (ids) => readBenefitRules(deps, ids),
        worthOf: () => ZERO_CENTS,
      }),
  );

/** The request always says how far to extend, so benefits need no rule for that. */
const readBenefitRules = async (deps: WriteDeps, ids: readonly DefinitionId[]) => {
  const records = await readDefinitions(deps, "benefit", ids);
  return records.map(({ definition: { id, isExtendable } }) => ({
    definition: { id, isExtendable, extendDays: null },
  }));
};
