/** Runs at most so many tasks at once; the others wait, in the order of the calls. */
export type Semaphore = <T>(task: () => Promise<T>) => Promise<T>;

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
