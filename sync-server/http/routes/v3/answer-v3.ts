import type { FastifyReply } from "fastify";
import { refuse } from "#sync-server/http/answer.ts";

/** Messages by field, in the API's field names. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** 422: what was sent cannot be done, and why, field by field. Extra fields say what could be. */
export const refuseFields = (
  reply: FastifyReply,
  errors: FieldErrors,
  extra: Readonly<Record<string, unknown>> = {},
): FastifyReply => {
  const messages = Object.values(errors).flat();
  const more = messages.length - 1;
  const first = messages[0] ?? "The given data was invalid.";
  const message = more > 0 ? `${first} (and ${more} more ${more > 1 ? "errors" : "error"})` : first;
  return refuse(reply, { status: 422, code: "invalid_request", message, errors, ...extra });
};

/** 422 about one field. */
export const refuseField = (
  reply: FastifyReply,
  field: string,
  message: string,
  extra: Readonly<Record<string, unknown>> = {},
): FastifyReply => refuseFields(reply, { [field]: [message] }, extra);

/** 404: there is no such thing, or not in this tenant. */
export const refuseUnknown = (reply: FastifyReply, what: string): FastifyReply =>
  refuse(reply, { status: 404, code: "not_found", message: `There is no such ${what}.` });

/** 409: it cannot be done as things are. */
export const refuseConflict = (
  reply: FastifyReply,
  message: string,
  errors: FieldErrors = {},
): FastifyReply => refuse(reply, { status: 409, code: "conflict", message, errors });

export const KEY_REUSED =
  "This Idempotency-Key came before with another body. Send the same body, or take a new key.";

/** The whole of an answer that deletes. */
export const answerDeleted = (reply: FastifyReply): FastifyReply => reply.code(204).send();
