/** Lets so many tasks run at once and makes the others wait their turn. */
export type Slots = <T>(task: () => Promise<T>) => Promise<T>;

export const createSlots = (count: number): Slots => {
  let free = count;
  const waiting: (() => void)[] = [];
  const take = (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return Promise.resolve();
  };
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (task) => {
    await take();
    try {
      return await task();
    } finally {
      give();
    }
  };
};
