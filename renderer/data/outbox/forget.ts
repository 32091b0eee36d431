import type { Instant } from "#shared/kernel/time.ts";
import { compactOutboxJournal } from "./compact.ts";
import type { Outbox } from "./outbox.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

/** Answered commands are kept no longer than this, backed up or not. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** Forgets answered commands that are in a backup of the server, or very old, once staff have seen them. */
export const forgetBackedUp = (outbox: Outbox, backedUpThrough: Instant | null): Promise<void> =>
  outbox.inTurn(async () => {
    const oldest = outbox.clock.now() - KEPT_MS;
    const isFree = ({ verdict, answeredAt }: OutboxEntry): boolean =>
      (answeredAt !== null && answeredAt < oldest) ||
      (verdict !== null && backedUpThrough !== null && verdict.recordedAt <= backedUpThrough);
    const looked = outbox.entries$.value.filter(
      ({ state, isSeen }) => state === "notable" && isSeen,
    );
    const done = [...(await outbox.stored.readByState("done")), ...looked].filter(isFree);
    if (done.length === 0) return;
    await compactOutboxJournal(outbox);
    await outbox.update(done.map((entry) => ({ ...entry, state: "done" })));
    await outbox.stored.remove(done.map(({ commandId }) => commandId));
  });
