import type { z } from "zod";
import { canonicalJson, type Json, sha256Hex } from "#shared/kernel/canonical.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { appendCommand, readAnswered } from "#sync-server/storage/command-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** The `Idempotency-Key` was used before with another body. */
export type KeyReused = { readonly reason: "key_reused" };

/**
 * Runs a write that moves value, once for each command id. The same request again gets the first
 * answer, whatever has changed since. Another body under the same id is refused. A request without
 * an id gets a new one, so it can't be recognised again. A refusal moves nothing and isn't kept; a
 * write that wants its refusal kept returns it as its answer. `schema` parses a kept answer.
 */
export const answerOnce = async <T extends object | null, R>(
  deps: WriteDeps,
  request: {
    readonly commandId: CommandId | null;
    readonly kind: string;
    readonly body: Json;
    readonly schema: z.ZodType<T>;
    /** Whether to keep an answer. By default every answer is kept. */
    readonly keepsAnswer?: (answer: T) => boolean;
  },
  write: (commandId: CommandId) => Promise<Result<T, R>>,
): Promise<Result<T, R | KeyReused>> => {
  const body = canonicalJson(request.body);
  const bodyHash = sha256Hex(`${request.kind}\n${body}`);
  if (request.commandId !== null) {
    const answered = await readAnswered(deps, request.commandId);
    if (answered) {
      if (answered.bodyHash !== bodyHash) return err({ reason: "key_reused" });
      return ok(request.schema.parse(answered.verdict));
    }
  }
  const commandId = request.commandId ?? commandIdSchema.parse(deps.newId());
  const answer = await write(commandId);
  if (!answer.ok || request.keepsAnswer?.(answer.value) === false) return answer;
  await appendCommand(deps, {
    commandId,
    deviceId: null,
    place: null,
    kind: request.kind,
    bodyHash,
    body,
    atRisk: null,
    verdict: answer.value,
  });
  return answer;
};
