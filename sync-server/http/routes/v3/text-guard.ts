import type { FastifyInstance } from "fastify";
import { findUnstorable, UNSTORABLE } from "#shared/kernel/text.ts";
import { refuse } from "#sync-server/http/answer.ts";
import { invalid } from "./refusals.ts";

/**
 * Refuses, by name, any text that couldn't be stored unchanged, wherever it is: in a field, in free
 * JSON, in a key, in a query or in a path. So the routes' schemas needn't check for it.
 */
export const addTextGuard = (app: FastifyInstance): void => {
  app.addHook("preValidation", async (request, reply) => {
    const field =
      findUnstorable(request.body, "") ??
      findUnstorable(request.query, "") ??
      findUnstorable(request.params, "");
    return field === null
      ? undefined
      : refuse(reply, invalid(field || "body", `The text ${UNSTORABLE}.`));
  });
};
