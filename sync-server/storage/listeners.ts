export type Listeners = {
  readonly listen: (listener: () => void) => () => void;
  readonly notify: () => void;
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
    notify: () => {
      for (const { call } of all) call();
    },
  };
};
