import { expect, test } from "vitest";
import { type CollectionName, collectionNames, collections } from "./collections.ts";
import { type Command, commandKinds, commandSchema } from "./command.ts";
import { collectionsShowing } from "./pending.ts";
import { isSettled } from "./settled.ts";

const PROFILE = "01890000-0000-7000-8000-000000000001";
const note: Command = commandSchema.parse({
  kind: "add_note",
  commandId: "01890000-0000-7000-8000-000000000002",
  deviceId: "01890000-0000-7000-8000-000000000003",
  deviceEpoch: 1,
  deviceSeq: 1,
  occurredAt: 1_700_000_000_000,
  timezone: "Australia/Melbourne",
  elapsedSinceContactMs: 0,
  lastContactAt: 1_700_000_000_000,
  policyVersion: 1,
  staffId: "01890000-0000-7000-8000-000000000004",
  locationId: 1,
  profileId: PROFILE,
  noteId: "01890000-0000-7000-8000-000000000005",
  text: "Hello",
});
const withdrawn: Command = commandSchema.parse({ ...note, kind: "withdrawn" });
const caughtUp = (...entries: (readonly [CollectionName, number])[]) => new Map(entries);

test("[S6] a command is settled by a pull that began after its verdict, not by an earlier one", () => {
  expect(isSettled(note, 10, caughtUp(["timeline", 11]))).toBe(true);
  expect(isSettled(note, 10, caughtUp(["timeline", 10]))).toBe(false);
  expect(isSettled(note, 10, caughtUp())).toBe(false);
});

test("[S6] collections that don't show the command settle nothing, and aren't waited for", () => {
  expect(isSettled(note, 10, caughtUp(["accounts", 11], ["profiles", 11]))).toBe(false);
  expect(isSettled(note, 10, caughtUp(["accounts", 9], ["timeline", 11]))).toBe(true);
});

test("a verdict from an earlier session is settled by any complete pull in this one", () => {
  expect(isSettled(note, null, caughtUp(["timeline", 0]))).toBe(true);
  expect(isSettled(note, null, caughtUp(["accounts", 0]))).toBe(false);
});

test("an unreadable command waits for every collection that shows pending commands", () => {
  const showing = collectionNames.filter((name) => collections[name].showsPending);
  expect([...collectionsShowing(null)].toSorted()).toEqual(showing.toSorted());
  const all = showing.map((name) => [name, 11] as const);
  expect(isSettled(null, 10, caughtUp(...all))).toBe(true);
  expect(isSettled(null, 10, caughtUp(...all.slice(1)))).toBe(false);
});

test("every kind of command shows somewhere, except withdrawn ones and books, which the server moves", () => {
  const hidden = commandKinds.filter(
    (kind) => collectionsShowing({ ...note, kind } as Command).length === 0,
  );
  expect(hidden).toEqual(["hand_over_book", "withdrawn"]);
  expect(isSettled(withdrawn, 10, caughtUp())).toBe(true);
});
