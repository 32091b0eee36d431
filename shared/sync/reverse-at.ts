const REVERSE_FROM = 9_000_000_000_000_000;

/** Sorts an instant newest first: RxDB only sorts efficiently in ascending order. */
export const reverseAtOf = (at: number): number => REVERSE_FROM - at;
