import type { PendingItem } from "#renderer/data/views.ts";
import type { RedeemMode } from "#shared/sync/command.ts";
import type { Format } from "./format.ts";
import { say } from "./say.ts";

/** What a list adds to a redemption in each mode. */
export const MODE_NOTES: Readonly<Record<RedeemMode, string | null>> = {
  online: null,
  at_risk: say("sync.at_risk"),
};

/** A command as a line in a list: "Redeem $20.00". */
export const commandTitle = (
  command: Pick<PendingItem, "kind" | "amountCents">,
  format: Format,
): string => {
  switch (command.kind) {
    case "redeem":
      return command.amountCents === null
        ? say("sync.redeem")
        : say("sync.redeem_amount", { money: format.money(command.amountCents) });
    case "redeem_benefit":
      return say("sync.use_benefit");
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
    default:
      return say(`sync.${command.kind}`);
  }
};
