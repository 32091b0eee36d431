import type { PendingItem } from "#renderer/data/views.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { RedeemTier } from "#shared/sync/command.ts";
import type { Format } from "./format.ts";

/** What a list adds to a redemption of each tier. */
export const TIER_NOTES: Readonly<Record<RedeemTier, string | null>> = {
  online: null,
  at_risk: "redeemed offline",
};

/** A command as a line in a list: "Redeem $20.00". */
export const commandTitle = (
  command: Pick<PendingItem, "kind" | "amountCents">,
  format: Format,
): string => {
  switch (command.kind) {
    case "redeem":
      return command.amountCents === null
        ? "Redeem"
        : `Redeem ${format.money(command.amountCents)}`;
    case "create_profile":
      return "New customer";
    case "edit_profile":
      return "Change of details";
    case "add_note":
      return "Note";
    case "withdrawn":
      return "Undone";
    default:
      return unreachable(command.kind);
  }
};
