import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isOf, type Outbox } from "./outbox.ts";
import { compareEntries, entryOf, type OutboxEntry } from "./outbox-entry.ts";
import { withdrawnOf } from "./withdraw.ts";

/**
 * Gives commands that belong to an earlier enrolment a place in the present one. They keep their ids,
 * so that what had arrived after all is only answered again ([S15]).
 */
export const moveToEnrolment = (outbox: Outbox): Promise<void> =>
  outbox.inTurn(async () => {
    const enrolment = assertDefined(outbox.enrolment(), "the device is enrolled");
    const strays = outbox.entries$.value.filter(
      ({ state, body }) => state === "pending" && !isOf(body, enrolment),
    );
    await giveNewPlaces(outbox, strays);
  });

/**
 * The database had lost its memory of this device's places, and the server expects `nextDeviceSeq`:
 * commands that were never sent move behind what the server has.
 */
export const adoptSequence = (outbox: Outbox, nextDeviceSeq: number): Promise<void> =>
  outbox.inTurn(async () => {
    if (outbox.isSequenceKnown()) return;
    const behind = outbox.entries$.value.filter(
      ({ state, body, firstSentAt }) =>
        state === "pending" && firstSentAt === null && body.deviceSeq < nextDeviceSeq,
    );
    outbox.setNextSeq(Math.max(outbox.nextSeq(), nextDeviceSeq));
    await giveNewPlaces(outbox, behind);
    await outbox.saveNextSeq();
  });

/**
 * The server waits for the place `expected`, which this device does not send: after a restore from a
 * backup, or when this device has lost it. What was answered from there on is sent again; places that
 * nobody knows any more are filled, because the order must have no gap ([S2], [S12]).
 */
export const fillGap = (outbox: Outbox, expected: number, newId: () => CommandId): Promise<void> =>
  outbox.inTurn(async () => {
    const enrolment = assertDefined(outbox.enrolment(), "the device is enrolled");
    const answered = [
      ...(await outbox.stored.readByState("done")),
      ...outbox.entries$.value.filter(({ state }) => state !== "pending"),
    ].filter(({ body }) => isOf(body, enrolment) && body.deviceSeq >= expected);
    await outbox.update(answered.map(pendingAgain));

    const pending = outbox.entries$.value.filter(({ body }) => isOf(body, enrolment));
    const held = new Set(pending.map(({ body }) => body.deviceSeq));
    const model = pending.find(({ body }) => body.deviceSeq > expected);
    if (!model) return;
    for (let seq = expected; seq < model.body.deviceSeq; seq += 1) {
      if (held.has(seq)) continue;
      const body = { ...model.body, commandId: newId(), deviceSeq: seq };
      await outbox.insert(withdrawnOf(entryOf(body)));
    }
  });

/** After a restore of the server: sends again what was answered but is in no backup ([S12]). */
export const requeueNotBackedUp = (
  outbox: Outbox,
  backedUpThrough: Instant | null,
): Promise<void> =>
  outbox.inTurn(async () => {
    const answered = [
      ...(await outbox.stored.readByState("done")),
      ...outbox.entries$.value.filter(({ state }) => state !== "pending"),
    ].filter(
      ({ verdict }) => backedUpThrough === null || !verdict || verdict.recordedAt > backedUpThrough,
    );
    await outbox.update(answered.map(pendingAgain));
  });

const pendingAgain = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  state: "pending",
  verdict: null,
  answeredAt: null,
});

/** New places at the end, in the old order; the journal gets the new form first. */
const giveNewPlaces = async (outbox: Outbox, entries: readonly OutboxEntry[]): Promise<void> => {
  const { deviceId, deviceEpoch } = assertDefined(outbox.enrolment(), "the device is enrolled");
  const moved: OutboxEntry[] = [];
  for (const entry of [...entries].sort(compareEntries)) {
    const deviceSeq = outbox.nextSeq();
    const body = { ...entry.body, deviceId, deviceEpoch, deviceSeq };
    outbox.setNextSeq(deviceSeq + 1);
    await outbox.journal.append({ v: 1, type: "command", command: body });
    moved.push({ ...entryOf(body), firstSentAt: entry.firstSentAt });
  }
  await outbox.update(moved);
  if (moved.length > 0) await outbox.saveNextSeq();
};
