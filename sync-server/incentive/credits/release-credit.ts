import { isHeldByAnother } from "#shared/incentive/credits/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type CommandId, lotIdOf, type ProfileId } from "#shared/kernel/ids.ts";
import { textIn } from "#shared/kernel/json.ts";
import { cents, negateCents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, later } from "#shared/kernel/time.ts";
import { entryStamp } from "#shared/ledger/attribution.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import type { FreezeReason } from "#shared/ledger/freeze.ts";
import { isExpired, lotStamp } from "#shared/ledger/lot.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { type Issued, issuedSchema } from "#sync-server/incentive/issued.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { type LockedAccount, lockAccounts } from "#sync-server/ledger/load-account.ts";
import {
  describeLot,
  readLotNumber,
  readLotRecord,
} from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Credit that its buyer gives to somebody who is known now (DOMAIN §9.3). */
export type ReleaseCredit = {
  readonly number: number;
  /** Who gets it. */
  readonly profileId: ProfileId;
  /** From when they can spend it; null: now. */
  readonly releasedAt: Instant | null;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why it isn't given away, in order of precedence. */
export type ReleaseCreditRefusal =
  | KeyReused
  | { readonly reason: "credit_unknown" }
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "own_credit" }
  | { readonly reason: "account_frozen"; readonly frozenFor: FreezeReason }
  | { readonly reason: "not_releasable" }
  | { readonly reason: "credit_held" }
  /** It is spent, or has expired. */
  | { readonly reason: "nothing_left" }
  | { readonly reason: "expires_before_release" };

/**
 * Moves what is left of credit to the account of somebody else, who can spend it from an instant on
 * ([C14]). Answers with the number of what they get.
 */
export const releaseCredit = (
  deps: WriteDeps,
  input: ReleaseCredit,
): Promise<Result<Issued, ReleaseCreditRefusal>> =>
  answerOnce(deps, input, { kind: "release_credit", schema: issuedSchema }, releaseNow);

const releaseNow = async (
  deps: WriteDeps,
  { number, profileId: to, releasedAt }: ReleaseCredit,
  commandId: CommandId,
): Promise<Result<Issued, ReleaseCreditRefusal>> => {
  const unlocked = await readLotRecord(deps, "credit", number);
  if (!unlocked) return err({ reason: "credit_unknown" });
  const { profileId: from } = unlocked;
  const accounts = await lockAccounts(deps, [from, to]);
  const [giver, taker] = [livingIn(accounts, from), livingIn(accounts, to)];
  const record = await readLotRecord(deps, "credit", number);
  if (!giver || !record) return err({ reason: "credit_unknown" });
  if (!taker) return err({ reason: "profile_unknown" });
  if (from === to) return err({ reason: "own_credit" });
  const { freeze } = giver.account;
  if (freeze !== null) return err({ reason: "account_frozen", frozenFor: freeze.reason });
  const id = assertDefined(record.definitionId ?? undefined, "credit has a definition");
  const found = await findDefinition(deps, "credit", { id });
  if (!found?.definition.isReleasable) return err({ reason: "not_releasable" });
  if (isHeldByAnother(record, null, deps.now)) return err({ reason: "credit_held" });
  const lot = giver.account.lots.find(({ lotId }) => lotId === record.lotId);
  if (!lot || isExpired(lot, deps.now)) return err({ reason: "nothing_left" });
  const activeAt = later(releasedAt ?? deps.now, lot.activeAt);
  if (isExpired(lot, activeAt)) return err({ reason: "expires_before_release" });
  const by = {
    ...{ commandId, occurredAt: deps.now, timezone: lot.timezone },
    source: { type: "api", id: commandId },
    ...BY_NOBODY,
  } as const;
  const moved = { ...lotStamp(lot), kind: "transfer", amount: lot.remaining } as const;
  const taken: EntryDraft = {
    ...{ ...entryStamp(giver.account, by, 0), ...moved, amount: -lot.remaining },
    ...{ valueCents: negateCents(cents(lot.remaining)), expiresAt: null },
  };
  const stamp = entryStamp(taker.account, by, 1);
  const given: EntryDraft = {
    ...{ ...moved, ...stamp, lotId: lotIdOf(stamp.entryId), expiresAt: lot.expiresAt },
    ...{ valueCents: cents(lot.remaining), activeAt: activeAt > deps.now ? activeAt : null },
  };
  await appendDrafts(deps, giver, [taken]);
  await appendDrafts(deps, taker, [given]);
  await describeLot(deps, given.lotId, {
    externalId: null,
    extra: {
      ...record.extra,
      creator_profile_id: textIn(record.extra, "creator_profile_id") ?? from,
    },
  });
  return ok({ number: await readLotNumber(deps, given.lotId) });
};

const livingIn = (
  accounts: ReadonlyMap<ProfileId, LockedAccount>,
  id: ProfileId,
): LockedAccount | null => {
  const locked = accounts.get(id);
  return locked && isLiving(locked.profileType) ? locked : null;
};
