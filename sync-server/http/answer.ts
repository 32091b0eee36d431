import type { FastifyReply } from "fastify";
import { z } from "zod";

/** The body of every refused request. */
export const problemSchema = z
  .object({
    code: z.string().optional().meta({ description: "For programs." }),
    message: z.string().meta({ description: "For people: what is wrong, and how to fix it." }),
    errors: z
      .record(z.string(), z.array(z.string()).readonly())
      .readonly()
      .optional()
      .meta({ description: "Messages by field, where fields are wrong." }),
  })
  .readonly();

/** Why a request is refused, and with which status. */
export type RequestRefusal = z.infer<typeof problemSchema> & {
  readonly status: number;
  readonly code: string;
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
