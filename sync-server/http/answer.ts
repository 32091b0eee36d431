import type { FastifyReply } from "fastify";

/** Why a request is refused: a code for the program, a sentence with the mend for people. */
export type RequestRefusal = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Messages by field, where fields are wrong. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
};

/** Answers with a refusal, in the one shape that every refused request gets. */
export const refuse = (reply: FastifyReply, refusal: RequestRefusal): FastifyReply => {
  const { status, ...body } = refusal;
  return reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));
};
