import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { RedemptionState, RedemptionView } from "#renderer/data/views.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { HeldRedemption } from "#shared/redemption/held-redemption.ts";
import { hasEffect, type Verdict } from "#shared/sync/verdict.ts";

const SHOWN = 20;

/**
 * A profile's last redemptions, the newest first ([F10]): those that the facts tell of, and in
 * their place among them this device's own of which they don't yet tell, or never will.
 */
export const redemptionsOf = (
  profileId: ProfileId,
  held: readonly HeldRedemption[],
  entries: readonly OutboxEntry[],
): readonly RedemptionView[] => {
  const known = new Set(held.map(({ commandId }) => commandId));
  const own = entries.flatMap(({ command, verdict }): readonly RedemptionView[] => {
    if (command?.kind !== "redeem" || known.has(command.commandId)) return [];
    if ((verdict?.profileId ?? command.profileId) !== profileId) return [];
    const { commandId, amountCents, occurredAt: at, locationId, staffId, receiptRef } = command;
    const facts = { commandId, amountCents, at, locationId, staffId, receiptRef };
    const state = reversedBy(commandId, entries) ?? stateOf(verdict);
    return [{ ...facts, isReversed: false, state }];
  });
  const told = held.map(
    (each): RedemptionView => ({
      ...each,
      state: each.isReversed ? "reversed" : (reversedBy(each.commandId, entries) ?? "confirmed"),
    }),
  );
  return [...told, ...own].toSorted((a, b) => b.at - a.at).slice(0, SHOWN);
};

/** What this device has done to reverse one; null if nothing, or if the server refused it. */
const reversedBy = (
  redeemCommandId: CommandId,
  entries: readonly OutboxEntry[],
): RedemptionState | null => {
  const reversal = entries.find(
    ({ command, verdict }) =>
      command?.kind === "reverse_redemption" &&
      command.redeemCommandId === redeemCommandId &&
      (verdict === null || hasEffect(verdict)),
  );
  if (reversal === undefined) return null;
  return reversal.verdict === null ? "reversing" : "reversed";
};

const stateOf = (verdict: Verdict | null): RedemptionState => {
  if (verdict === null) return "waiting";
  return hasEffect(verdict) ? "confirmed" : "refused";
};
