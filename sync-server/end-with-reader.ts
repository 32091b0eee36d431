/**
 * Ends a program quietly once nobody reads its output any more, as in `… | head -5`, instead of
 * with a stack trace.
 */
export const endWithReader = (): void => {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
};
