/** Runs a limited number of tasks at once. The others wait, in call order. */
export type Semaphore = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs at most `count` tasks at a time, in the order of the calls. */
export const createSemaphore = (count: number): Semaphore => {
  let free = count;
  const waiting: (() => void)[] = [];
  const acquire = (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return Promise.resolve();
  };
  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (task) => {
    await acquire();
    try {
      return await task();
    } finally {
      release();
    }
  };
};
