import { z } from "zod";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import {
  deleteAnswersBefore,
  keepAnswer,
  type Once,
  readKeptAnswer,
} from "#sync-server/storage/access/kept-answer-store.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { seal, unseal } from "./sealed.ts";

/** A write was done now, or before, or the key came with another body before. */
export type OnceOutcome<T> =
  | { readonly kind: "done" | "repeated"; readonly output: T }
  | { readonly kind: "key_reused" };

const KEPT_MS = DAY_MS;

/**
 * Runs a write once for each place under a caller's key, in the caller's transaction: the same
 * request again gets the first answer, and of two at once the second waits for it. A refusal has
 * written nothing, so it isn't kept (DOMAIN §1.2 no. 12).
 */
export const doOnce = async <T>(
  deps: WriteDeps,
  { once, input }: { readonly once: Once; readonly input: unknown },
  write: (deps: WriteDeps) => Promise<T>,
): Promise<OnceOutcome<T>> => {
  await lockNamed(deps, `answer ${deps.tenantId} ${once.keyHash}`);
  const kept = await readKeptAnswer(deps, once);
  if (kept) {
    if (kept.bodyHash !== once.bodyHash) return { kind: "key_reused" };
    return { kind: "repeated", output: unseal<T>(kept.answer, once.sealedWith) };
  }
  const output = await write(deps);
  if (!refusal.safeParse(output).success) {
    const answer = { bodyHash: once.bodyHash, answer: seal(output, once.sealedWith) };
    const profileId = about.safeParse(input).data?.profileId ?? null;
    await keepAnswer(deps, once, answer, { keptUntil: addMs(deps.now, KEPT_MS), profileId });
  }
  return { kind: "done", output };
};

const refusal = z.object({ ok: z.literal(false) });

/** Most inputs name the profile that they are about. */
const about = z.object({ profileId: profileIdSchema });

/** Deletes at most `max` answers that are too old, of every tenant, and returns how many. */
export const pruneAnswers = (deps: WriteDeps, { max }: { readonly max: number }): Promise<number> =>
  deleteAnswersBefore(deps, deps.now, max);
