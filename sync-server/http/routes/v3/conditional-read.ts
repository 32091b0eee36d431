import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Sends an answer with its ETag, or 304 without a body if the caller's `If-None-Match` names it.
 * The tag is of everything shown, so what time alone changes, such as an expired balance, has
 * another. Tokens with different scopes never share one, whatever they are shown (DOMAIN §1.2).
 */
export const sendIfChanged = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: unknown,
): FastifyReply => {
  const shown = JSON.stringify(answer);
  const scopes = (request.caller?.scopes ?? []).toSorted().join(" ");
  const hash = createHash("sha256").update(`${scopes}\n${shown}`).digest("base64url");
  // Weak, because the answer may be compressed on its way.
  const tag = `W/"${hash}"`;
  reply.header("etag", tag);
  if (isNamedIn(request.headers["if-none-match"], hash)) return reply.code(304).send();
  return reply.type("application/json; charset=utf-8").send(shown);
};

/**
 * Whether a request asks for what can't be promised: an `If-Match` is met only by a strong tag, and
 * these are weak, so only `*`, for anything that is there, meets it (DOMAIN §1.2, RFC 9110).
 */
export const isUnmatched = ({ headers }: FastifyRequest): boolean =>
  headers["if-match"] !== undefined && headers["if-match"].trim() !== "*";

/** Whether a list of tags, as in `If-None-Match`, has the one of this hash, strong or weak. */
export const isNamedIn = (tags: string | undefined, hash: string): boolean =>
  tags?.split(",").some((tag) => ["*", `"${hash}"`, `W/"${hash}"`].includes(tag.trim())) ?? false;
