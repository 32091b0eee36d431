import type { FastifyRequest } from "fastify";
import { v5 } from "uuid";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { FieldErrors } from "./refusals.ts";

/** The namespace of the ids derived from keys; random, and permanent. */
const NAMESPACE = "6f3c1b52-0d7a-4f6e-9a51-2b8c7e4d90a3";
const KEY_LENGTH_MAX = 255;

/**
 * The command id derived from an `Idempotency-Key`, or null without one. A key applies to one
 * operation (`redeem`) on one subject; tenants' commands are separate anyway.
 */
export const commandIdOf = (
  request: Pick<FastifyRequest, "headers">,
  operation: string,
): Result<CommandId | null, FieldErrors> => {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return ok(null);
  if (typeof key !== "string" || key.trim() === "" || key.length > KEY_LENGTH_MAX) {
    const message = `The Idempotency-Key must be 1 to ${KEY_LENGTH_MAX} characters of text.`;
    return err({ "Idempotency-Key": [message] });
  }
  return ok(commandIdSchema.parse(v5(`${operation}\n${key}`, NAMESPACE)));
};
