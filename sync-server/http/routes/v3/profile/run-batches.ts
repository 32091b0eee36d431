import { profileBodySchema, profileViewSchema } from "#shared/api/profile/profile.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { LogFailure } from "#sync-server/failure-log.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { bodyOf } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { RowOutcome } from "#sync-server/profile/batches.ts";
import { EMAIL_HANDLE, findProfile } from "#sync-server/profile/find-profile.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import type { RequestStore } from "#sync-server/store.ts";
import {
  changeSentProfile,
  createSentProfile,
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
 * (DOMAIN §18.2). A row may be done again after a crash: it finds the profile that it made.
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
    const { id: batchId, matchCriteria, askedBy } = claimed;
    const plane = {
      read: store.read(tenantId),
      write: (name, input) => store.write(name, tenantId, input, askedBy),
    } satisfies Pick<Plane, "read" | "write">;
    for (const { place, body } of claimed.rows) {
      if (isStopping) break;
      const outcome = await outcomeOf({ ...plane, now: clock() }, matchCriteria, body, logFailure);
      await plane.write("finishBatchRow", { batchId, place, outcome });
    }
    await plane.write("releaseBatch", { batchId });
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

/** Does what a row asks for, and says what came of it in words, as a request would be told. */
const outcomeOf = async (
  plane: Pick<Plane, "read" | "now" | "write">,
  matchCriteria: string,
  row: object | null,
  logFailure: LogFailure,
): Promise<RowOutcome> => {
  try {
    const sent = bodyOf(row, profileBodySchema, { shown: profileViewSchema });
    if (!sent.ok) return failed(sent.error.message);
    const { body } = sent.value;
    const { identities = [], email } = body;
    const value =
      matchCriteria === EMAIL_HANDLE
        ? email
        : identities.find(({ handle }) => handle === matchCriteria)?.identifier;
    if (!value) return failed(`The row has no ${matchCriteria} to find its profile by.`);
    const id = await findProfile(plane.read, { handle: matchCriteria, value });
    const known = id === null ? null : await readLivingProfile(plane.read, id);
    const written = known
      ? await changeSentProfile(plane, known, body)
      : await createSentProfile(plane, body);
    return written.ok
      ? { profileId: written.value.id, error: null }
      : failed(messageOf(written.error));
  } catch (error) {
    logFailure(error, "a row of a batch failed");
    return failed("The server failed at this row. Send it again.");
  }
};

const messageOf = (refusal: SentProfileRefusal): string =>
  byReason<SentProfileRefusal, RequestRefusal>(SENT_PROFILE_REFUSALS, refusal).message;

const failed = (error: string): RowOutcome => ({ profileId: null, error });
