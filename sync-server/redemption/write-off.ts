import { z } from "zod";
import {
  type CommandId,
  type DefinitionId,
  type ProfileId,
  transactionIdSchema,
  writeOffIdSchema,
} from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Owing } from "#shared/ledger/account.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import {
  decideWriteOff,
  type OpenShortfall,
  type WriteOffDecisionRefusal,
  type WriteOffReason,
} from "#shared/redemption/write-off.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { readTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import { insertWriteOff, readOpenShortfalls } from "#sync-server/storage/ledger/write-off-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** What head office gives up of what a profile owes. */
export type NewWriteOff = {
  readonly profileId: ProfileId;
  readonly owing: Owing;
  /** In the unit: cents or hundredths of points. */
  readonly amount: number;
  readonly reason: WriteOffReason;
  readonly reference: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why nothing is written off, in order of precedence. */
export type WriteOffRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | WriteOffDecisionRefusal;

const writtenOffSchema = z.object({ id: writeOffIdSchema });
type WrittenOff = z.infer<typeof writtenOffSchema>;

/**
 * Writes off a part or all of a profile's shortfall ([O1] to [O3]): from the next pull on, no till
 * shows it any more, and nothing recovers it. The same request under the same key gets the first
 * answer.
 */
export const writeOff = (
  deps: WriteDeps,
  input: NewWriteOff,
): Promise<Result<WrittenOff, WriteOffRefusal>> =>
  answerOnce(deps, input, { kind: "write_off", schema: writtenOffSchema }, writeOffNow);

const writeOffNow = async (
  deps: WriteDeps,
  input: NewWriteOff,
  commandId: CommandId,
): Promise<Result<WrittenOff, WriteOffRefusal>> => {
  const locked = await lockAccount(deps, input.profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const written = await writeOffOn(deps, locked, { ...input, commandId });
  return written.ok ? ok({ id: written.value.id }) : written;
};

/** The same on an account that is locked, of anybody. */
export const writeOffOn = async (
  deps: WriteDeps,
  locked: LockedAccount,
  input: Omit<NewWriteOff, "profileId" | "commandId"> & { readonly commandId: CommandId },
): Promise<Result<WrittenOff & { readonly locked: LockedAccount }, WriteOffDecisionRefusal>> => {
  const { owing, amount, reason, reference, commandId } = input;
  const { profileId } = locked.account;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const shortfalls = await readShortfallsOf(deps, profileId, owing);
  const decided = decideWriteOff(
    locked.account,
    shortfalls,
    { owing, amount },
    {
      commandId,
      occurredAt: deps.now,
      source: { type: "write_off", id: commandId },
      ...BY_NOBODY,
      worthOf: (part) => UNITS[owing.unit].worth(part, owing.definitionId, programme),
    },
  );
  if (!decided.ok) return decided;
  const usedUp = shortfalls.map(({ lot }) => lot).filter(({ remaining }) => remaining === 0);
  const account = { ...locked.account, lots: [...locked.account.lots, ...usedUp] };
  const appended = await appendDrafts(deps, { ...locked, account }, decided.value);
  const { unit, definitionId } = owing;
  const { id } = await insertWriteOff(deps, {
    commandId,
    profileId,
    unit,
    definitionId,
    amount,
    reason,
    reference,
    createdAt: deps.now,
  });
  deps.happened({
    kind: "shortfall.written-off",
    profileId,
    commandId,
    context: { writeOffId: id, unit, definitionId, amount, reason },
  });
  return ok({ id, locked: appended.locked });
};

/**
 * The shortfalls that what is owed consists of, in the order in which they are written off: the
 * newest first ([O4]), but last those of returns that take nothing back any more.
 */
const readShortfallsOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
  { unit, definitionId }: Owing,
): Promise<readonly OpenShortfall[]> => {
  const shortfalls = (await readOpenShortfalls(deps, profileId)).filter(
    (each) => each.unit === unit && each.definitionId === definitionId,
  );
  const lots = await readLotRecords(
    deps,
    shortfalls.map(({ lotId }) => lotId),
  );
  const found = shortfalls.flatMap(({ lotId, open }) => {
    const lot = lots.find((each) => each.lotId === lotId);
    return lot ? [{ lot, open }] : [];
  });
  const over = await Promise.all(found.map(({ lot }) => isOver(deps, lot, definitionId)));
  return [...found.filter((_, index) => !over[index]), ...found.filter((_, index) => over[index])];
};

/** Whether points were owed for a return, or a sale that was voided, that takes none any more. */
const isOver = async (
  deps: ReadDeps,
  { sourceType, sourceId }: LotRecord,
  definitionId: DefinitionId | null,
): Promise<boolean> => {
  if (!SOURCES[sourceType].isTransaction) return false;
  const transaction = await readTransaction(deps, transactionIdSchema.parse(Number(sourceId)));
  if (!transaction) return false;
  if (transaction.totalCents >= 0) return !transaction.isVoid;
  const takes = ({ definitionId: id, points }: Earned) => id === definitionId && points < 0;
  return !transaction.earned.some(takes);
};
