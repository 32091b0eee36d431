/** Runs slices of work to their end, and yields to other work between two of them. */
export const inSlices = async <T>(
  slices: Generator<void, T>,
  sleep: (ms: number) => Promise<void>,
): Promise<T> => {
  let slice = slices.next();
  while (!slice.done) {
    await sleep(0);
    slice = slices.next();
  }
  return slice.value;
};
