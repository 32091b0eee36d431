import type { FastifyInstance } from "fastify";
import { isStorable, UNSTORABLE } from "#shared/kernel/text.ts";
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

/**
 * The path of the first text that can't be stored; null if there is none. The depth was limited
 * before.
 */
const findUnstorable = (value: unknown, path: string): string | null => {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, field] of Object.entries(value)) {
    const name = isStorable(key) ? key : key.replaceAll(/\0|\p{Surrogate}/gu, "");
    const at = path === "" ? name : `${path}.${name}`;
    if (name !== key) return at;
    const found = findUnstorable(field, at);
    if (found !== null) return found;
  }
  return null;
};
