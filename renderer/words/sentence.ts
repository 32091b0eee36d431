/** What happened, in a sentence, and what to do about it. */
export type Sentence = {
  readonly title: string;
  readonly advice: string;
};
