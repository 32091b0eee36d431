import { refuseField } from "./answer-v3.ts";
import type { V3App } from "./v3-deps.ts";

/** No database of ours holds U+0000 in a text, and no client means it: it is refused by name. */
export const addTextGuard = (app: V3App): void => {
  app.addHook("preValidation", async (request, reply) => {
    const field =
      findZero(request.body, "") ?? findZero(request.query, "") ?? findZero(request.params, "");
    return field === null
      ? undefined
      : refuseField(reply, field || "body", "The text must not hold the character U+0000.");
  });
};

/** The path of the first text with U+0000 in it; null when there is none. Depth is bounded before. */
const findZero = (value: unknown, path: string): string | null => {
  if (typeof value === "string") return value.includes("\u0000") ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, field] of Object.entries(value)) {
    const at =
      path === "" ? key.replaceAll("\u0000", "") : `${path}.${key.replaceAll("\u0000", "")}`;
    if (key.includes("\u0000")) return at;
    const found = findZero(field, at);
    if (found !== null) return found;
  }
  return null;
};
