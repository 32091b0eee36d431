import { createSemaphore, type Semaphore } from "#shared/kernel/semaphore.ts";

/**
 * Limits how many tasks run at once: so many of each key, and so many in all. The others wait, in
 * the order of the calls; one that waits for its key takes no place of another's.
 */
export const createTurns = ({
  ofOne,
  inAll,
}: {
  readonly ofOne: number;
  readonly inAll: number;
}) => {
  const all = createSemaphore(inAll);
  const byKey = new Map<string, { readonly inTurn: Semaphore; tasks: number }>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const own = byKey.get(key) ?? { inTurn: createSemaphore(ofOne), tasks: 0 };
    byKey.set(key, own);
    own.tasks += 1;
    try {
      return await own.inTurn(() => all(task));
    } finally {
      own.tasks -= 1;
      if (own.tasks === 0) byKey.delete(key);
    }
  };
};
