export type Listeners = {
  readonly listen: (listener: () => void) => () => void;
  readonly tell: () => void;
};

/** Listeners for committed writes. */
export const createListeners = (): Listeners => {
  const all = new Set<{ readonly call: () => void }>();
  return {
    listen: (call) => {
      const entry = { call };
      all.add(entry);
      return () => {
        all.delete(entry);
      };
    },
    tell: () => {
      for (const { call } of all) call();
    },
  };
};
