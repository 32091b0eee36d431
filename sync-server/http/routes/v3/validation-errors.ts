import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { refuseFields, refuseUnknown } from "./answer-v3.ts";
import type { V3App } from "./v3-deps.ts";

/**
 * Turns what a schema refuses into the API's own answer: 422 with messages by field, and 404 for an
 * id in the path that cannot be one. Everything else goes to the app's handler.
 */
export const addValidationErrors = (app: V3App): void => {
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (!hasZodFastifySchemaValidationErrors(error)) throw error;
    if (error.validationContext === "params") return refuseUnknown(reply, "thing at this path");
    const errors: Record<string, string[]> = {};
    for (const issue of error.validation) {
      const field = fieldOf(issue.instancePath);
      const messages = errors[field] ?? [];
      errors[field] = [...messages, sentenceOf(field, issue.message ?? "is not valid")];
    }
    return refuseFields(reply, errors);
  });
};

/** `/items/0/price_sell` is `items.0.price_sell`. */
const fieldOf = (path: string): string => path.split("/").filter(Boolean).join(".") || "body";

/** "The price sell must be …": messages of the schemas go on from the field's name. */
const sentenceOf = (field: string, message: string): string => {
  const name = field.replaceAll("_", " ");
  if (/^(?:must|is|has)\b/.test(message)) return `The ${name} ${message}.`;
  if (/expected .*received undefined/.test(message)) return `The ${name} field is required.`;
  return `The ${name} is not valid: ${message}.`;
};
