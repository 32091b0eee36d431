import type { FastifyReply, FastifyRequest } from "fastify";
import { v5 } from "uuid";
import { canonicalOf } from "#shared/kernel/canonical.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { sha256 } from "#sync-server/sha256.ts";
import type { Once } from "#sync-server/storage/access/kept-answer-store.ts";
import type { WriteInput, WriteName, WriteOutput } from "#sync-server/writes.ts";
import type { FieldErrors } from "./refusals.ts";
import type { Plane } from "./v3-deps.ts";

/** The namespace of the ids derived from keys; random, and permanent. */
const NAMESPACE = "6f3c1b52-0d7a-4f6e-9a51-2b8c7e4d90a3";
export const KEY_LENGTH_MAX = 255;

/** What an `Idempotency-Key` stands for. */
export type RequestKey = {
  /** The id of the command, for a write that keeps its own answer for good. */
  readonly commandId: CommandId;
  /** Where the answers of other writes are kept, and how they are sealed. */
  readonly once: Omit<Once, "step">;
};

/**
 * What the `Idempotency-Key` of a request stands for, or null without one. A key is that of one
 * token, for one method and path; tenants' are separate anyway (DOMAIN §1.2 no. 12).
 */
export const requestKeyOf = (
  request: Pick<FastifyRequest, "headers" | "method" | "url" | "body">,
  owner: string,
): Result<RequestKey | null, FieldErrors> => {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return ok(null);
  if (typeof key !== "string" || key.trim() === "" || key.length > KEY_LENGTH_MAX) {
    const message = `The Idempotency-Key must be 1 to ${KEY_LENGTH_MAX} characters of text.`;
    return err({ "Idempotency-Key": [message] });
  }
  const path = request.url.replace(/\/?(?:\?.*)?$/, "");
  const whole = `${owner}\n${request.method} ${path}\n${key}`;
  return ok({
    commandId: commandIdSchema.parse(v5(whole, NAMESPACE)),
    once: {
      keyHash: sha256(`place\n${whole}`),
      bodyHash: sha256(canonicalOf(request.body)),
      sealedWith: sha256(`seal\n${whole}`),
    },
  });
};

/** The key came with another body before. Thrown through a handler, which can't answer it. */
export const KEY_REUSED = new Error("the Idempotency-Key came with another body");

/** What a repeat is about was deleted since. Thrown like it. */
export const GONE = new Error("what was written is there no longer");

/**
 * The writes of a request under a key: each is done once, and a repeat gets its first answer. A
 * write that takes a command id keeps its answer itself.
 */
export const writingOnce = (
  { write, writeOnce }: Pick<Plane, "write" | "writeOnce">,
  { once }: RequestKey,
  reply: Pick<FastifyReply, "header">,
): Plane["write"] => {
  let step = 0;
  return async <K extends WriteName>(name: K, input: WriteInput<K>): Promise<WriteOutput<K>> => {
    if (isCommand(input)) return write(name, input);
    const outcome = await writeOnce(name, input, { ...once, step: step++ });
    if (outcome.kind === "key_reused") throw KEY_REUSED;
    if (outcome.kind === "repeated") reply.header("idempotency-replayed", "true");
    return outcome.output;
  };
};

const isCommand = (input: unknown): boolean =>
  typeof input === "object" && input !== null && "commandId" in input && input.commandId !== null;
