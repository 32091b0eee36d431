import { findUnstorableText } from "#sync-server/storage/unstorable-text.ts";
import { refuseField } from "./answer-v3.ts";
import type { V3App } from "./v3-deps.ts";

/** A text that no database of ours keeps, and no client means, is refused by name. */
export const addTextGuard = (app: V3App): void => {
  app.addHook("preValidation", async (request, reply) => {
    const found =
      findUnstorableText(request.body) ??
      findUnstorableText(request.query) ??
      findUnstorableText(request.params);
    return found === null
      ? undefined
      : refuseField(reply, found.path || "body", `The text ${found.reason}.`);
  });
};
