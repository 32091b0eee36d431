import { isRedemption } from "./command-kind.ts";
import { COMMAND_STATES, type HeldCommand } from "./on-top.ts";

/** As many as the highest limit counts in an hour (redemption/SPEC.md [H5]). */
const KEPT_MAX = 1000;

/**
 * What a device still needs to know of the commands that are done: its last redemptions, which
 * count towards velocity limits and which staff may ask about. `commands` are in the device's
 * order.
 */
export const lastRedemptions = <C extends HeldCommand>(commands: readonly C[]): readonly C[] =>
  commands
    .filter(
      ({ command, state }) =>
        command !== null && isRedemption(command) && !COMMAND_STATES[state].isOpen,
    )
    .slice(-KEPT_MAX);
