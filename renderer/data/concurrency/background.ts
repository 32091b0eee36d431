/**
 * Runs a task without waiting for it. It may fail along with the disk. Its caller will try again,
 * so the failure is only logged to the console.
 */
export const inBackground = (task: Promise<unknown>): void => {
  task.catch((error: unknown) => console.error("regulars:", error));
};
