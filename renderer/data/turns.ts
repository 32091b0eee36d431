/** Runs tasks one after the other, in the order of asking; a task that fails holds up none behind it. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>;

export const createTurns = (): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
};
