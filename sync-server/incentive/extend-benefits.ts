import { z } from "zod";
import type { ExtendRefusal } from "#shared/incentive/extend-lot.ts";
import type { CommandId, DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { WrittenTime } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readDefinitions } from "#sync-server/storage/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { draftExtensions } from "./draft-extensions.ts";

/** Benefits of one profile to extend, all of them or none. */
export type ExtendBenefits = {
  readonly profileId: ProfileId;
  readonly numbers: readonly number[];
  /** How many days later each ends, in its own zone, or until when. */
  readonly extension: { readonly days: number } | { readonly until: WrittenTime };
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why nothing is extended, in order of precedence. With `number`, it is about one benefit. */
export type ExtendBenefitsRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | (OneRefusal & { readonly number: number });

type OneRefusal = { readonly reason: "lot_unknown" } | ExtendRefusal;

/**
 * Moves the end of benefits to a later time by `extend` entries, in one command (DOMAIN §8.6,
 * incentive/SPEC.md [N8]).
 */
export const extendBenefits = (
  deps: WriteDeps,
  input: ExtendBenefits,
): Promise<Result<null, ExtendBenefitsRefusal>> =>
  answerOnce(deps, input, { kind: "extend_benefits", schema: z.null() }, extendNow);

const extendNow = async (
  deps: WriteDeps,
  { profileId, numbers, extension }: ExtendBenefits,
  commandId: CommandId,
): Promise<Result<null, ExtendBenefitsRefusal>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const drafted = await draftExtensions(deps, locked, {
    unit: "benefit",
    ...{ numbers, commandId },
    extension: { days: null, until: null, ...extension },
    definitionsOf: (ids) => readBenefitRules(deps, ids),
    worthOf: () => ZERO_CENTS,
  });
  if (!drafted.ok) return drafted;
  await appendDrafts(deps, drafted.value.locked, drafted.value.drafts);
  return ok(null);
};

/** The request always says how far to extend, so benefits need no rule for that. */
const readBenefitRules = async (deps: WriteDeps, ids: readonly DefinitionId[]) => {
  const records = await readDefinitions(deps, "benefit", ids);
  return records.map(({ definition: { id, isExtendable } }) => ({
    definition: { id, isExtendable, extendDays: null },
  }));
};
