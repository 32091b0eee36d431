import { z } from "zod";
import { canonicalJson, type Json } from "#shared/kernel/canonical.ts";
import {
  type CommandId,
  commandIdSchema,
  type DeviceId,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { sha256 } from "#sync-server/sha256.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { appendCommand, readAnswered } from "#sync-server/storage/sync/command-store.ts";

/** The `Idempotency-Key` was used before with another body. */
export type KeyReused = { readonly reason: "key_reused" };

/** The input of such a write: what it is asked for, and the caller's key if it sent one. */
type Asked = {
  readonly commandId: CommandId | null;
  readonly [field: string]: Json | undefined;
};

/**
 * Runs a write that moves value, once for each command id. The same request again gets the first
 * answer, whatever has changed since. Another body under the same id is refused. A request without
 * an id gets a new one, so it can't be recognised again. A refusal moves nothing and isn't kept:
 * for that, see `decideOnce`. `schema` parses a kept answer. The body is all of the input but the
 * id.
 */
export const answerOnce = async <I extends Asked, T extends object | null, R>(
  deps: WriteDeps,
  input: I,
  kept: {
    readonly kind: string;
    readonly schema: z.ZodType<T>;
    /** Whether to keep an answer. By default every answer is kept. */
    readonly keepsAnswer?: (answer: T) => boolean;
    /** The device among whose commands it is stored ([S22]); by default none. */
    readonly deviceId?: DeviceId;
    /** A field of the body that is needed again, without one of a device's; by default none. */
    readonly keeps?: string;
  },
  write: (deps: WriteDeps, input: I, commandId: CommandId) => Promise<Result<T, R>>,
): Promise<Result<T, R | KeyReused>> => {
  const { kind } = kept;
  const { commandId: key, ...asked }: Asked = input;
  const body = canonicalJson(asked);
  const bodyHash = sha256(`${kind}\n${body}`);
  if (key !== null) {
    const answered = await readAnswered(deps, key);
    if (answered) {
      if (answered.bodyHash !== bodyHash) return err({ reason: "key_reused" });
      return ok(kept.schema.parse(answered.verdict));
    }
  }
  const commandId = key ?? commandIdSchema.parse(deps.newId());
  const answer = await write(deps, input, commandId);
  if (!answer.ok || kept.keepsAnswer?.(answer.value) === false) return answer;
  await appendCommand(deps, {
    commandId,
    deviceId: kept.deviceId ?? null,
    place: null,
    kind,
    bodyHash,
    // What a caller of the API sent isn't needed again, and may be personal.
    body: kept.deviceId === undefined ? canonicalJson(only(asked, kept.keeps)) : body,
    about: {
      ...{ email: null, mobilePhone: null, answerProfileId: null },
      profileId: profileIdIn(asked) ?? profileIdIn(answer.value),
    },
    atRisk: null,
    verdict: answer.value,
  });
  return answer;
};

const profileIdIn = (said: unknown): ProfileId | null =>
  namesProfile.safeParse(said).data?.profileId ?? null;

const namesProfile = z.object({ profileId: profileIdSchema });

const only = (asked: Omit<Asked, "commandId">, field: string | undefined) => {
  const value = field === undefined ? undefined : asked[field];
  return field === undefined || value === undefined ? {} : { [field]: value };
};

/**
 * Whether a refusal is kept as the answer, or passes by itself: a card is held, and a limit
 * reached, for a while only.
 */
export type Finality<R extends { readonly reason: string }> = Readonly<
  Record<R["reason"], "final" | "passing">
>;

/**
 * Like `answerOnce`, but a refused request under a key is kept as well, so that a delayed repeat
 * never moves anything after the caller has been told "no". Unless the refusal passes by itself:
 * that repeat is decided again.
 */
export const decideOnce = async <I extends Asked, T, R extends { readonly reason: string }>(
  deps: WriteDeps,
  input: I,
  kept: {
    readonly kind: string;
    readonly schema: z.ZodType<T>;
    readonly refusals: z.ZodType<R>;
    readonly finality: Finality<NoInfer<R>>;
    readonly keeps?: string;
  },
  write: (
    deps: WriteDeps,
    input: I,
    commandId: CommandId,
  ) => Promise<Result<NoInfer<T>, NoInfer<R>>>,
): Promise<Result<T, R | KeyReused>> => {
  const answer = await answerOnce(
    deps,
    input,
    { ...kept, schema: decisionSchema(kept) },
    async (...call): Promise<Result<Result<T, R>, R>> => {
      const decided = await write(...call);
      if (decided.ok) return ok(decided);
      const reason: R["reason"] = decided.error.reason;
      const isKept = input.commandId !== null && kept.finality[reason] === "final";
      return isKept ? ok(decided) : decided;
    },
  );
  return answer.ok ? answer.value : answer;
};

/** Parses what `decideOnce` keeps. */
export const decisionSchema = <T, R>({
  schema,
  refusals,
}: {
  readonly schema: z.ZodType<T>;
  readonly refusals: z.ZodType<R>;
}): z.ZodType<Result<T, R>> =>
  z.union([
    z.object({ ok: z.literal(true), value: schema }),
    z.object({ ok: z.literal(false), error: refusals }),
  ]);
