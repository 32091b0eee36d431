/**
 * Lets a task run that nobody waits for. It may fail with the disk; whatever asked for it asks again,
 * so the failure is only told to whoever looks.
 */
export const inBackground = (task: Promise<unknown>): void => {
  task.catch((error: unknown) => console.error("regulars:", error));
};
