import { z } from "zod";
import { decideExtend, type ExtendRefusal } from "#shared/incentive/extend-lot.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { WrittenTime } from "#shared/kernel/time.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readDefinitions } from "#sync-server/storage/definition-store.ts";
import { readExpiredAmount } from "#sync-server/storage/entry-store.ts";
import { readLotRecord } from "#sync-server/storage/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { withLot } from "./with-lot.ts";

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

type OneRefusal = { readonly reason: "benefit_unknown" } | ExtendRefusal;

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
  let locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const drafts: EntryDraft[] = [];
  for (const number of new Set(numbers)) {
    const lot = await readLotRecord(deps, "benefit", number);
    if (lot?.profileId !== profileId) return err({ reason: "benefit_unknown", number });
    const extended = decideExtend(locked.account, lot, await definitionOf(deps, lot), {
      commandId,
      occurredAt: deps.now,
      timezone: lot.timezone,
      source: { type: "api", id: commandId },
      locationId: null,
      staffId: null,
      deviceId: null,
      extension: { days: null, until: null, ...extension },
      expiredAmount: lot.remaining > 0 ? 0 : await readExpiredAmount(deps, profileId, lot.lotId),
      firstIndex: drafts.length,
      worthOf: () => ZERO_CENTS,
    });
    if (!extended.ok) return err({ ...extended.error, number });
    drafts.push(...extended.value);
    locked = withLot(locked, lot);
  }
  await appendDrafts(deps, locked, drafts);
  return ok(null);
};

/** Its current version. The request always says how far to extend it. */
const definitionOf = async (deps: WriteDeps, { definitionId }: LotRecord) => {
  const ids = definitionId === null ? [] : [definitionId];
  const [record] = await readDefinitions(deps, "benefit", ids);
  const { definition } = assertDefined(record, "a benefit has its definition");
  return { isExtendable: definition.isExtendable, extendDays: null };
};
