/** Runs one task at a time, in call order. A failing task doesn't stop the next. */
export type Mutex = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs one task at a time, in the order of the calls. */
export const createMutex = (): Mutex => {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
};
