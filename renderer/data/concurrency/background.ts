/**
 * Runs a task without waiting for it. It may fail along with the disk. Its caller will try again,
 * so the failure is only logged to the console.
 */
export const inBackground = (task: Promise<unknown>): void => {
  task.catch(logToConsole);
};

/**
 * Waits for a task. If it fails, logs the failure to the console and returns `fallback` instead.
 */
export const orElse = async <T>(task: Promise<T>, fallback: T): Promise<T> => {
  try {
    return await task;
  } catch (error) {
    logToConsole(error);
    return fallback;
  }
};

const logToConsole = (error: unknown): void => console.error("regulars:", error);
