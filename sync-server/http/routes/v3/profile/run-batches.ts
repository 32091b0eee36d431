import { profileBodySchema, profileViewSchema } from "#shared/api/profile/profile.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { LogFailure } from "#sync-server/failure-log.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { bodyOf } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { EMAIL_HANDLE, findProfile } from "#sync-server/profile/find-profile.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { isUnavailable } from "#sync-server/storage/is-unavailable.ts";
import type { RequestStore } from "#sync-server/store.ts";
import type { WriteInput } from "#sync-server/writes.ts";
import {
  newProfileIn,
  profileChangesIn,
  SENT_PROFILE_REFUSALS,
  type SentProfileRefusal,
} from "./sent-profile.ts";

/** Works through batches of profiles in the background. */
export type BatchRunner = {
  /** Starts on what is to do, unless it is at it already. */
  readonly wake: () => void;
  /** Stops after the row that it is at. */
  readonly stop: () => Promise<void>;
};

/**
 * Works through the rows of each batch in their order, as if each were a request of its own
 * (DOMAIN §18.2). It isn't done by the due table, because only this layer knows the API's words.
 */
export const createBatchRunner = (deps: {
  readonly store: RequestStore;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly logFailure: LogFailure;
}): BatchRunner => {
  const { store, tenantId, clock, logFailure } = deps;
  let running: Promise<void> | null = null;
  let isAsked = false;
  let isStopping = false;

  const runClaimed = async (): Promise<boolean> => {
    const claimed = await store.write("claimBatchRows", tenantId, undefined, "job:batch");
    if (claimed === null) return false;
    const { id: batchId, matchCriteria, claimedUntil } = claimed;
    const { write }: Pick<Plane, "write"> = {
      write: (name, input) => store.write(name, tenantId, input, claimed.askedBy),
    };
    for (const { place, body } of claimed.rows) {
      if (isStopping) break;
      const row = { batchId, place, claimedUntil };
      const plane = { read: store.read(tenantId), now: clock(), write };
      const error = await errorOf(logFailure, () => doRow(plane, row, { matchCriteria, body }));
      if (error !== null) await write("failBatchRow", { row, error });
    }
    await write("releaseBatch", { batchId, claimedUntil });
    return !isStopping;
  };

  const run = async () => {
    try {
      do isAsked = false;
      while ((await runClaimed()) || isAsked);
    } catch (error) {
      logFailure(error, "a batch was interrupted; it goes on within a minute");
    } finally {
      running = null;
    }
  };

  return {
    wake: () => {
      isAsked = true;
      if (!isStopping) running ??= run();
    },
    stop: async () => {
      isStopping = true;
      await running;
    },
  };
};

/**
 * Does what a row asks for. Null if it is done, or another server has taken the batch; otherwise
 * why not, in the words that a request would be told.
 */
const doRow = async (
  { read, now, write }: Pick<Plane, "read" | "now" | "write">,
  row: WriteInput<"failBatchRow">["row"],
  asked: { readonly matchCriteria: string; readonly body: object | null },
): Promise<string | null> => {
  const sent = bodyOf(asked.body, profileBodySchema, { shown: profileViewSchema });
  if (!sent.ok) return sent.error.message;
  const { body } = sent.value;
  const { matchCriteria: handle } = asked;
  const identity = body.identities?.find((each) => each.handle === handle);
  const value = handle === EMAIL_HANDLE ? body.email : identity?.identifier;
  if (!value) return `The row has no ${handle} to find its profile by.`;
  const ref = { handle, value };
  const id = await findProfile(read, ref);
  const known = id === null ? null : await readLivingProfile(read, id);
  const created = await newProfileIn(body, { read, now });
  if (!created.ok) return messageOf(created.error);
  const changed = await profileChangesIn(body, { read, known: known ?? NO_DETAILS });
  if (!changed.ok) return messageOf(changed.error);
  const parts = { created: created.value, changed: changed.value };
  const done = await write("doBatchRow", { row, ref, ...parts });
  return done.ok || done.error.reason === "claim_lost" ? null : messageOf(done.error);
};

/** What `act` answers, also when the server itself fails; but not when its database is busy. */
const errorOf = async (
  logFailure: LogFailure,
  act: () => Promise<string | null>,
): Promise<string | null> => {
  try {
    return await act();
  } catch (error) {
    if (isUnavailable(error)) throw error;
    logFailure(error, "a row of a batch failed");
    return "The server failed at this row. Send it again.";
  }
};

const messageOf = (refusal: SentProfileRefusal): string =>
  byReason<SentProfileRefusal, RequestRefusal>(SENT_PROFILE_REFUSALS, refusal).message;
