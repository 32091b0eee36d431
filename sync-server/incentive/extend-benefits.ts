import { z } from "zod";
import { type ChangeLotRefusal, decideChangeLot } from "#shared/incentive/change-lot.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  addLocalDays,
  type Instant,
  lastInstantOf,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
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

type OneRefusal =
  | { readonly reason: "benefit_unknown" }
  | { readonly reason: "not_extendable" }
  | { readonly reason: "never_expires" }
  | { readonly reason: "not_later" }
  | ChangeLotRefusal;

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
    const by = { commandId, firstIndex: drafts.length };
    const extended = await extendOne(deps, locked, lot, extension, by);
    if (!extended.ok) return err({ ...extended.error, number });
    drafts.push(...extended.value);
    locked = withLot(locked, lot);
  }
  await appendDrafts(deps, locked, drafts);
  return ok(null);
};

const extendOne = async (
  deps: WriteDeps,
  { account }: LockedAccount,
  lot: LotRecord,
  extension: ExtendBenefits["extension"],
  { commandId, firstIndex }: { readonly commandId: CommandId; readonly firstIndex: number },
): Promise<Result<readonly EntryDraft[], OneRefusal>> => {
  const ids = lot.definitionId === null ? [] : [lot.definitionId];
  const [record] = await readDefinitions(deps, "benefit", ids);
  const { definition } = assertDefined(record, "a benefit has its definition");
  if (!definition.isExtendable) return err({ reason: "not_extendable" });
  if (lot.expiresAt === null) return err({ reason: "never_expires" });
  const expiresAt = extended(lot.expiresAt, lot, extension);
  if (expiresAt <= lot.expiresAt) return err({ reason: "not_later" });
  // One that isn't over any more gets back what its `expire` entry took.
  const lost = lot.remaining > 0 ? 0 : await readExpiredAmount(deps, lot.profileId, lot.lotId);
  const remaining = isExpired({ ...lot, expiresAt }, deps.now)
    ? lot.remaining
    : lot.remaining + lost;
  return decideChangeLot(
    account,
    lot,
    { expiresAt, remaining },
    {
      commandId,
      occurredAt: deps.now,
      timezone: lot.timezone,
      source: { type: "api", id: commandId },
      locationId: null,
      staffId: null,
      deviceId: null,
      worthOf: () => ZERO_CENTS,
      firstIndex,
    },
  );
};

const extended = (
  expiresAt: Instant,
  { timezone }: LotRecord,
  extension: ExtendBenefits["extension"],
): Instant =>
  "until" in extension
    ? lastInstantOf(extension.until, timezone)
    : addLocalDays(expiresAt, extension.days, timezone);
