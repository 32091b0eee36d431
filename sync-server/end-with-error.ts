import { describeError } from "./log.ts";

/**
 * Ends a program when something fails that nothing in it expected, and says what and where. Node
 * would print the whole error, which may quote the data that it failed on (profile/SPEC.md [I26]).
 */
export const endWithError = (say: (error: unknown) => void = sayIt): void => {
  process.on("uncaughtException", (error) => {
    say(error);
    process.exit(1);
  });
};

const sayIt = (error: unknown): void => {
  process.stderr.write(`It stopped unexpectedly: ${JSON.stringify(describeError(error))}\n`);
};
