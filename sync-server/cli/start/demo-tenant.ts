import { DEMO_CARD, DEMO_LOCATIONS, DEMO_PIN, DEMO_STAFF } from "#sync-server/demo/demo-chain.ts";
import { readProgram, runProgram } from "./programs.ts";

/** The location of the first demo device. */
export const DEMO_LOCATION = DEMO_LOCATIONS[0].externalId;

/** How to sign in to the demo, as text for people. */
export const SIGN_IN = `${DEMO_STAFF[0]}, PIN ${DEMO_PIN}   (all demo staff have this PIN; ${DEMO_STAFF[1]} is the manager)`;

/** A gift card to pay with in the demo, as text for people. */
export const GIFT_CARD = `${DEMO_CARD.number}, PIN ${DEMO_CARD.pin}`;

/**
 * Creates the demo tenant unless the tenant exists. `args` are the server's. Resolves with the exit
 * code.
 */
export const makeDemo = (args: readonly string[], stop: AbortSignal): Promise<number> =>
  runProgram("sync-server/cli/demo.ts", args, stop);

/**
 * A code that enrols one device in the demo. `args` are the server's. Null if none could be
 * created; the reason was printed.
 */
export const demoEnrolCode = async (
  args: readonly string[],
  stop: AbortSignal,
): Promise<string | null> => {
  const own = [...args, "--location", DEMO_LOCATION];
  const printed = await readProgram("sync-server/cli/enrol-code.ts", own, stop);
  return printed === null ? null : (printed.trim().split(/\s+/).at(-1) ?? null);
};
