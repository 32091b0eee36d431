import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Command, profileIdOf } from "./command.ts";

/**
 * The commands among `others` that mean nothing without this one, so that undoing it undoes them
 * too ([S4]): everything about a profile that it creates, the reversal of what it redeems, what is
 * done with a list that it makes, with an item that it adds, and with a task or an appointment.
 */
export const dependentsOf = <C extends Command>(
  command: Command,
  others: readonly C[],
): readonly C[] => {
  const { commandId } = command;
  const created = createdProfileOf(command);
  return others.filter(
    (other) =>
      other.commandId !== commandId &&
      ((created !== null && profileIdOf(other) === created) ||
        ("redeemCommandId" in other && other.redeemCommandId === commandId) ||
        (other.kind === "merge_profiles" && other.loserId === created) ||
        ("list" in other && other.list === commandId) ||
        ("item" in other && other.item === commandId) ||
        (command.kind === "add_task" && "taskId" in other && other.taskId === command.taskId) ||
        (command.kind === "add_appointment" &&
          "appointmentId" in other &&
          other.appointmentId === command.appointmentId)),
  );
};

/** The profile that exists only because of a command. A new kind breaks the build here. */
export const createdProfileOf = (command: Command): ProfileId | null => {
  switch (command.kind) {
    case "create_profile":
      return command.profileId;
    case "redeem":
    case "redeem_benefit":
    case "reverse_redemption":
    case "give_goodwill":
    case "claim_benefit":
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
      return null;
    default:
      return unreachable(command);
  }
};
