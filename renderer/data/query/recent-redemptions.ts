import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { RecentRedemption } from "#renderer/data/views.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { hasEffect } from "#shared/sync/verdict.ts";
import { pendingItemOf } from "./pending-item.ts";

/** As long as the customer may still be at the counter. */
const RECENT_MS = 15 * 60_000;

/**
 * What this device redeemed for a profile in the last minutes, the latest first, answered or not.
 * What was refused or undone isn't there.
 */
export const recentRedemptions = (
  entries: readonly OutboxEntry[],
  profileId: ProfileId,
  now: Instant,
): readonly RecentRedemption[] =>
  entries
    .flatMap((entry) => {
      const { verdict } = entry;
      const item = pendingItemOf(entry, () => null);
      if (item === null || item.amountCents === null || item.mode === null) return [];
      const isRecent = now - item.occurredAt < RECENT_MS;
      const isTheirs = (verdict?.profileId ?? item.profileId) === profileId;
      if (!isRecent || !isTheirs || (verdict !== null && !hasEffect(verdict))) return [];
      const { commandId, amountCents, mode, staffId, occurredAt } = item;
      return [{ commandId, amountCents, mode, staffId, occurredAt, isAnswered: verdict !== null }];
    })
    .toSorted((a, b) => b.occurredAt - a.occurredAt);
