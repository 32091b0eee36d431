import { entryIdOf, lotIdOf, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { NO_REASON } from "#shared/ledger/by-hand.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { attribution, NOW, PROFILE } from "./build.ts";

/**
 * The n-th entry of a chain, for tests that fold entries: a reward issued to a lot of its own and
 * recorded when it happened, unless `more` says otherwise.
 */
export const entry = (n: number, amount: number, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  const { source, ...by } = attribution(n, more.occurredAt ?? more.recordedAt ?? NOW);
  const entryId = entryIdOf(by.commandId, 0);
  return {
    ...by,
    entryId,
    profileId: PROFILE,
    kind: "issue",
    unit: "reward",
    definitionId: null,
    definitionVersion: 1,
    lotId: lotIdOf(entryId),
    amount,
    valueCents: cents(amount),
    activeAt: null,
    expiresAt: null,
    source,
    ...NO_REASON,
    sequence: n,
    recordedAt: by.occurredAt,
    hash: "0".repeat(64),
    ...more,
  };
};

/** Another profile. */
export const otherProfile = (n: number): ProfileId =>
  profileIdSchema.parse(`${PROFILE.slice(0, -4)}${String(n).padStart(4, "0")}`);
