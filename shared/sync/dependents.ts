import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Command, profileIdOf } from "./command.ts";

/**
 * The commands among `others` that mean nothing without this one, so that undoing it undoes them
 * too ([S4]): everything about a profile that it creates.
 */
export const dependentsOf = <C extends Command>(
  command: Command,
  others: readonly C[],
): readonly C[] => {
  const created = createdProfileOf(command);
  return created === null
    ? []
    : others.filter(
        (other) => other.commandId !== command.commandId && profileIdOf(other) === created,
      );
};

/** The profile that exists only because of a command. A new kind breaks the build here. */
export const createdProfileOf = (command: Command): ProfileId | null => {
  switch (command.kind) {
    case "create_profile":
      return command.profileId;
    case "redeem":
    case "redeem_benefit":
    case "claim_benefit":
    case "edit_profile":
    case "add_note":
    case "withdrawn":
      return null;
    default:
      return unreachable(command);
  }
};
