/**
 * How many times a test that kills a program at random moments does so. Every CI run needs few; a
 * nightly run sets REGULARS_KILLS to many more.
 */
export const killsOf = (everyRun: number): number =>
  Number(process.env["REGULARS_KILLS"] ?? everyRun);
