import type { Outbox } from "./outbox.ts";
import { isOf } from "./outbox.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

/**
 * The next commands to send, in their order ([S2]). That they were sent is written down first, so
 * that nothing which may have arrived is taken back ([S4]).
 */
export const takeBatch = (outbox: Outbox, max: number): Promise<readonly OutboxEntry[]> =>
  outbox.inTurn(async () => {
    const enrolment = outbox.enrolment();
    if (!enrolment) return [];
    const batch = outbox.entries$.value
      .filter(({ state, body }) => state === "pending" && isOf(body, enrolment))
      .slice(0, max);
    const now = outbox.clock.now();
    const unsent = batch.filter(({ firstSentAt }) => firstSentAt === null);
    if (unsent.length > 0) {
      await outbox.update(unsent.map((entry) => ({ ...entry, firstSentAt: now })));
    }
    return batch;
  });
