import { say } from "./say.ts";

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
  question: say("benefit.use.question", { name }),
  go: say("benefit.use.go"),
  effect: say("benefit.use.effect"),
  done: say("benefit.use.done", { name }),
  unconfirmed: say("benefit.use.unconfirmed", { name }),
  unclear: say("benefit.use.unclear", { name }),
});

/** Around a claim of one. */
export const wordsOfClaim = (name: string): AskWords => ({
  question: say("benefit.claim.question", { name }),
  go: say("benefit.claim.go"),
  effect: say("benefit.claim.effect"),
  done: say("benefit.claim.done", { name }),
  unconfirmed: say("benefit.claim.unconfirmed", { name }),
  unclear: say("benefit.claim.unclear", { name }),
});
