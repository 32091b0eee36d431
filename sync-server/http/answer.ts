import type { FastifyReply } from "fastify";

/**
 * Why a request is refused: a code for programs, and a sentence for people that says how to fix it.
 */
export type RequestRefusal = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Messages by field, where fields are invalid. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
};

/** When to try again, if nobody knows better. */
const RETRY_AFTER_S = 2;

/** Sends a refusal, in the shape that every refused request gets. */
export const refuse = (reply: FastifyReply, refusal: RequestRefusal): FastifyReply => {
  const { status, ...body } = refusal;
  const isTemporary = status === 429 || status === 503;
  if (isTemporary && !reply.hasHeader("retry-after")) reply.header("retry-after", RETRY_AFTER_S);
  return reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));
};
