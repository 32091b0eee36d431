/** What is said around something that the server is asked for. */
export type AskWords = {
  readonly question: string;
  /** The button that asks. */
  readonly go: string;
  readonly effect: string;
  readonly done: string;
  readonly unconfirmed: string;
  readonly unclear: string;
};

/** Around a use of a benefit with this name. */
export const wordsOfUse = (name: string): AskWords => ({
  question: `Use “${name}” once?`,
  go: "Use once",
  effect: "It comes off the customer's benefits at once.",
  done: `“${name}” was used once.`,
  unconfirmed: `“${name}” may or may not have been used. Don't use it again: if it's refused, it comes back by itself.`,
  unclear: `The sync page shows whether “${name}” was used.`,
});

/** Around a claim of one. */
export const wordsOfClaim = (name: string): AskWords => ({
  question: `Claim “${name}” for this customer?`,
  go: "Claim",
  effect: "It's added to their benefits at once, and counts as claimed even if it's never used.",
  done: `“${name}” is now one of the customer's benefits.`,
  unconfirmed: `“${name}” may or may not have been claimed. Don't promise it yet: it's added to their benefits once it is confirmed.`,
  unclear: `The sync page shows whether “${name}” was claimed.`,
});
