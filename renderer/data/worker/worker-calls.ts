import { z } from "zod";
import type { Verb } from "./worker-verbs.ts";

/** Calls a verb of a worker. Rejects if the worker failed or gave an invalid answer. */
export type WorkerCall = <A extends z.ZodType, R extends z.ZodType>(
  verb: Verb<A, R>,
  argument: z.input<A>,
) => Promise<z.output<R>>;

const callSchema = z.object({ call: z.int(), verb: z.string(), argument: z.unknown() });
const answerSchema = z.object({
  answer: z.int(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});
type Answer = z.infer<typeof answerSchema>;

/** Creates the page's end of the calls. `onMessage` ignores messages of other kinds. */
export const createWorkerCalls = (
  post: (message: unknown) => void,
): { readonly call: WorkerCall; readonly onMessage: (message: unknown) => void } => {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  const ask = (verb: string, argument: unknown): Promise<Answer> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      post({ call: last, verb, argument });
    });
  return {
    call: async (verb, argument) => {
      const { value, error } = await ask(verb.name, argument);
      if (error !== undefined) throw new Error(`${verb.name}: ${error}`);
      return verb.result.parse(value);
    },
    onMessage: (message) => {
      const answer = answerSchema.safeParse(message);
      if (!answer.success) return;
      waiting.get(answer.data.answer)?.(answer.data);
      waiting.delete(answer.data.answer);
    },
  };
};

type Action = (argument: unknown) => Promise<unknown>;

/** Pairs a verb with its implementation, for `answerCalls`. */
export const answering = <A extends z.ZodType, R extends z.ZodType>(
  verb: Verb<A, R>,
  action: (argument: z.output<A>) => Promise<z.input<R>>,
): readonly [string, Action] => [
  verb.name,
  async (argument) => verb.result.parse(await action(verb.argument.parse(argument))),
];

/** Creates the worker's end: answers each call as soon as its answer is ready. */
export const answerCalls = (
  actions: readonly (readonly [string, Action])[],
  post: (message: Answer) => void,
): ((message: unknown) => void) => {
  const byVerb = new Map(actions);
  const answer = async ({ call, verb, argument }: z.infer<typeof callSchema>) => {
    try {
      const action = byVerb.get(verb);
      if (!action) throw new Error("unknown verb");
      post({ answer: call, value: await action(argument) });
    } catch (error) {
      post({ answer: call, error: error instanceof Error ? error.message : String(error) });
    }
  };
  return (message) => {
    const call = callSchema.safeParse(message);
    if (call.success) void answer(call.data);
  };
};
