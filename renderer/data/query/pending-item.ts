import { isUnsent, type OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import { isWithdrawn } from "#renderer/data/outbox/withdraw.ts";
import type { PendingItem } from "#renderer/data/views.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Command, profileIdOf } from "#shared/sync/command.ts";

/** A command as screens list it; null if this version of the app can't read it. */
export const pendingItemOf = (
  entry: OutboxEntry,
  nameOf: (profileId: ProfileId) => string | null,
): PendingItem | null => {
  const { command } = entry;
  if (!command) return null;
  const profileId = profileIdOf(command);
  const { commandId, kind, staffId, occurredAt } = command;
  return {
    commandId,
    kind,
    profileId,
    profileName: profileId === null ? null : nameOf(profileId),
    staffId,
    ...redemptionOf(command),
    occurredAt,
    wasSent: entry.firstSentAt !== null,
    canUndo: isUnsent(entry) && !isWithdrawn(entry),
  };
};

const redemptionOf = (command: Command): Pick<PendingItem, "amountCents" | "mode"> => {
  switch (command.kind) {
    case "redeem":
      return { amountCents: command.amountCents, mode: command.mode };
    case "redeem_benefit":
    case "reverse_redemption":
    case "give_goodwill":
    case "claim_benefit":
    case "create_profile":
    case "edit_profile":
    case "add_note":
    case "log_visit":
    case "log_contact":
    case "create_list":
    case "add_list_item":
    case "change_list_item":
    case "remove_list_item":
    case "step_connection":
    case "claim_sale":
    case "merge_profiles":
    case "add_task":
    case "change_task":
    case "hand_over_book":
    case "add_appointment":
    case "change_appointment":
    case "withdrawn":
      return { amountCents: null, mode: null };
    default:
      return unreachable(command);
  }
};
