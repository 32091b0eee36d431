/** Runs one task at a time, in the order of the calls; a task that fails does not stop the next. */
export type Mutex = <T>(task: () => Promise<T>) => Promise<T>;

export const createMutex = (): Mutex => {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
};
