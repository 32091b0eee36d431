import { z } from "zod";
import {
  decideExtend,
  type Extension,
  type ExtendRefusal as Refusal,
} from "#shared/incentive/extend-lot.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readDefinitions } from "#sync-server/storage/definition-store.ts";
import { readExpiredAmount } from "#sync-server/storage/entry-store.ts";
import { readLotRecord } from "#sync-server/storage/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { meterManualIssue } from "./meter-manual-issue.ts";
import { withLot } from "./with-lot.ts";

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
export type ExtendRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "reward_unknown"; readonly number: number }
  | (Refusal & { readonly number: number })
  | TooManyAnHour;

/**
 * Moves the expiry of rewards to a later time by `extend` entries, in one command (DOMAIN §6.5,
 * incentive/SPEC.md [W6]).
 */
export const extendRewards = (
  deps: WriteDeps,
  input: ExtendRewards,
): Promise<Result<null, ExtendRefusal>> =>
  answerOnce(deps, input, { kind: "extend_rewards", schema: z.null() }, extendNow);

const extendNow = async (
  deps: WriteDeps,
  { profileId, numbers, extension }: ExtendRewards,
  commandId: CommandId,
): Promise<Result<null, ExtendRefusal>> => {
  let locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const drafts: EntryDraft[] = [];
  for (const number of new Set(numbers)) {
    const lot = await readLotRecord(deps, "reward", number);
    if (lot?.profileId !== profileId) return err({ reason: "reward_unknown", number });
    const extended = decideExtend(locked.account, lot, await definitionOf(deps, lot), {
      commandId,
      occurredAt: deps.now,
      timezone: lot.timezone,
      source: { type: "api", id: commandId },
      locationId: null,
      staffId: null,
      deviceId: null,
      extension,
      expiredAmount: lot.remaining > 0 ? 0 : await readExpiredAmount(deps, profileId, lot.lotId),
      firstIndex: drafts.length,
      worthOf: cents,
    });
    if (!extended.ok) return err({ ...extended.error, number });
    drafts.push(...extended.value);
    locked = withLot(locked, lot);
  }
  if (drafts.some(({ amount }) => amount > 0)) {
    const metered = await meterManualIssue(deps, locked, commandId);
    if (!metered.ok) return metered;
  }
  await appendDrafts(deps, locked, drafts);
  return ok(null);
};

/** Its current version; a deleted one still says whether its rewards can be extended. */
const definitionOf = async (deps: WriteDeps, { definitionId }: LotRecord) => {
  const [record] = await readDefinitions(
    deps,
    "reward",
    definitionId === null ? [] : [definitionId],
  );
  return assertDefined(record, "a reward has its definition").definition;
};
