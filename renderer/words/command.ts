import type { PendingItem } from "#renderer/data/views.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { RedeemMode } from "#shared/sync/command.ts";
import type { Format } from "./format.ts";
import { say } from "./say.ts";

/** What a list adds to a redemption in each mode. */
export const MODE_NOTES: Readonly<Record<RedeemMode, string | null>> = {
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
    case "redeem_benefit":
      return "Use a benefit";
    case "claim_benefit":
      return "Claim a benefit";
    case "create_profile":
      return "New customer";
    case "edit_profile":
      return "Change of details";
    case "add_note":
      return "Note";
    case "log_visit":
      return "Visit";
    case "log_contact":
      return "Contact";
    case "create_list":
      return "New list";
    case "add_list_item":
      return "Added to a list";
    case "change_list_item":
      return "Change in a list";
    case "remove_list_item":
      return "Taken off a list";
    case "step_connection":
      return "Change of a connection";
    case "add_task":
      return say("tasks.command.add");
    case "change_task":
      return say("tasks.command.change");
    case "hand_over_book":
      return say("books.command");
    case "add_appointment":
      return say("calendar.command.add");
    case "change_appointment":
      return say("calendar.command.change");
    case "withdrawn":
      return "Undone";
    default:
      return unreachable(command.kind);
  }
};
