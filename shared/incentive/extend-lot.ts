import type { Cents } from "#shared/kernel/money.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import {
  addLocalDays,
  type Instant,
  lastInstantOf,
  type TimeZone,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { type ChangeLotRefusal, decideChangeLot } from "./change-lot.ts";
import type { RewardDefinition } from "./rewards/reward.ts";

/** How far to extend: by days, or until a time. With neither, by the definition's `extendDays`. */
export type Extension = {
  readonly days: number | null;
  /** A day lasts to its end, in the zone of the lot. */
  readonly until: WrittenTime | null;
};

/** Why a lot can't be extended, in order of precedence. */
export type ExtendRefusal =
  | { readonly reason: "not_extendable" }
  | { readonly reason: "never_expires" }
  | { readonly reason: "extension_missing" }
  | { readonly reason: "not_later" }
  | ChangeLotRefusal;

/**
 * Decides to move the expiry of a reward or benefit to a later time (DOMAIN §6.5, §8.6; SPEC.md
 * [W6], [N8]). Days are added to the present expiry, even if that has passed, so it may still have
 * expired. One that hasn't any more gets back `expiredAmount`, which its `expire` entry took.
 */
export const decideExtend = (
  account: Account,
  lot: Lot,
  definition: Pick<RewardDefinition, "isExtendable" | "extendDays">,
  rule: Attribution & {
    readonly extension: Extension;
    readonly expiredAmount: number;
    readonly firstIndex: number;
    /** What an amount of the lot is worth. */
    readonly worthOf: (amount: number) => Cents;
  },
): Result<readonly EntryDraft[], ExtendRefusal> => {
  if (!definition.isExtendable) return err({ reason: "not_extendable" });
  if (lot.expiresAt === null) return err({ reason: "never_expires" });
  const expiresAt = extended(lot.expiresAt, lot.timezone, rule.extension, definition.extendDays);
  if (expiresAt === null) return err({ reason: "extension_missing" });
  if (expiresAt <= lot.expiresAt) return err({ reason: "not_later" });
  return decideChangeLot(account, lot, { expiresAt }, rule);
};

const extended = (
  expiresAt: Instant,
  zone: TimeZone,
  { days, until }: Extension,
  extendDays: number | null,
): Instant | null => {
  if (until !== null) return lastInstantOf(until, zone);
  const added = days ?? extendDays;
  return added === null ? null : addLocalDays(expiresAt, added, zone);
};
