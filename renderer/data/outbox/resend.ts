import type { Enrolment } from "#renderer/data/enrolment.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isUnanswered } from "#shared/sync/on-top.ts";
import { compareEntries, entryOf, isUnsent, type OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";
import { isOf } from "./places.ts";
import { withdrawnOf } from "./withdraw.ts";

/**
 * Gives commands of an earlier enrolment a place in this one. They keep their ids, so that any that
 * had arrived after all just get their answer again ([S15]).
 */
export const moveToEnrolment = async (parts: OutboxParts, enrolment: Enrolment): Promise<void> => {
  const strays = parts.entries.open$.value.filter(
    (entry) => isUnanswered(entry) && !isOf(entry.body, enrolment),
  );
  await giveNewPlaces(parts, strays);
};

/**
 * Used when the database doesn't know the last place used, and the server expects `nextDeviceSeq`.
 * Moves commands that were never sent behind what the server has.
 */
export const adoptSequence = async (parts: OutboxParts, nextDeviceSeq: number): Promise<void> => {
  const { entries, places } = parts;
  if (places.isKnown()) return;
  const behind = entries.open$.value.filter(
    (entry) => isUnsent(entry) && entry.body.deviceSeq < nextDeviceSeq,
  );
  places.moveTo(nextDeviceSeq);
  await giveNewPlaces(parts, behind);
  await places.save();
};

/**
 * Used when the server waits for the place `expected` and this device has nothing to send there:
 * after a restore from a backup, or when this device has lost the command. Sends again what was
 * answered from there on, and fills the places of lost commands, because the numbering must have no
 * gaps ([S2], [S12]).
 */
export const fillGap = async (
  parts: OutboxParts,
  expected: number,
  newId: () => CommandId,
): Promise<void> => {
  const { entries, places } = parts;
  const enrolment = assertDefined(places.enrolment(), "the device is enrolled");
  const answered = (await readAnswered(parts)).filter(
    ({ body }) => isOf(body, enrolment) && body.deviceSeq >= expected,
  );
  await entries.update(answered.map(pendingAgain));

  const pending = entries.open$.value.filter(({ body }) => isOf(body, enrolment));
  const held = new Set(pending.map(({ body }) => body.deviceSeq));
  const model = pending.find(({ body }) => body.deviceSeq > expected);
  if (!model) return;
  for (let seq = expected; seq < model.body.deviceSeq; seq += 1) {
    if (held.has(seq)) continue;
    const body = { ...model.body, commandId: newId(), deviceSeq: seq };
    await entries.insert(withdrawnOf(entryOf(body)));
  }
};

/** After the server was restored: sends again what was answered but is in no backup ([S12]). */
export const requeueNotBackedUp = async (
  parts: OutboxParts,
  backedUpThrough: Instant | null,
): Promise<void> => {
  const lost = (await readAnswered(parts)).filter(
    ({ verdict }) => backedUpThrough === null || !verdict || verdict.recordedAt > backedUpThrough,
  );
  await parts.entries.update(lost.map(pendingAgain));
};

const readAnswered = async ({ entries }: OutboxParts): Promise<readonly OutboxEntry[]> => [
  ...(await entries.readDone()),
  ...entries.open$.value.filter((entry) => !isUnanswered(entry)),
];

const pendingAgain = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  state: "pending",
  verdict: null,
  answeredAt: null,
});

/**
 * Gives entries new places at the end, in their old order. The journal gets the new bodies first.
 */
const giveNewPlaces = async (
  { entries, places, journal }: OutboxParts,
  strays: readonly OutboxEntry[],
): Promise<void> => {
  const moved: OutboxEntry[] = [];
  for (const entry of [...strays].sort(compareEntries)) {
    const place = places.next();
    const body = { ...entry.body, ...place };
    places.moveTo(place.deviceSeq + 1);
    await journal.append({ v: 1, type: "command", command: body });
    moved.push({ ...entryOf(body), firstSentAt: entry.firstSentAt });
  }
  await entries.update(moved);
  if (moved.length > 0) await places.save();
};
