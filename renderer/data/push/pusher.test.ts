import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import {
  acceptedVerdict,
  type FeedServer,
  pushResponse,
  startFeedServer,
} from "#renderer/testing/feed-server.ts";
import {
  accountFact,
  configFacts,
  profileFact,
  profileIdOf,
  STAFF_ID,
} from "#renderer/testing/sample-facts.ts";
import { profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";

const commandsSchema = z.array(
  z.looseObject({ commandId: z.string(), deviceSeq: z.number(), kind: z.string() }),
);
const profileId = profileIdSchema.parse(profileIdOf(1));
const staffId = staffIdSchema.parse(STAFF_ID);

let feed: FeedServer;
let till: Till;

beforeEach(async () => {
  feed = await startFeedServer();
  feed.put("config", configFacts());
  feed.put("profiles", [profileFact(1), profileFact(2)]);
  feed.put("accounts", [accountFact(1), accountFact(2)]);
  till = await openTill();
  await till.enrol(feed.url);
});
afterEach(async () => {
  await till.device.dispose();
  await feed.close();
});

const note = async (text: string) => {
  const added = await till.device.addNote({ profileId, text, staffId });
  if (!added.ok) throw new Error(added.error.reason);
  return added.value.commandId;
};
const pushes = () => feed.seen.pushes.map((commands) => commandsSchema.parse(commands));

test("[S2] one request at a time, in order, at most a hundred commands each", async () => {
  feed.faults.push = { status: 503, code: "unavailable" };
  for (let n = 1; n <= 120; n += 1) await note(`Note ${n}`);
  feed.faults.push = null;
  feed.seen.pushes.length = 0;
  till.device.syncNow();
  await till.untilPending(0);
  expect(Math.max(...pushes().map((commands) => commands.length))).toBe(100);
  expect(feed.seen.mostPushes).toBe(1);
  expect(
    pushes()
      .flat()
      .map(({ deviceSeq }) => deviceSeq),
  ).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
});

test("[S1] after a lost answer, the same commands are sent again with the same ids", async () => {
  let cuts = 2;
  feed.faults.onPush = (commands) => {
    cuts -= 1;
    if (cuts >= 0) return "cut";
    const read = commandsSchema.parse(commands);
    return pushResponse("e1", 2, read.map(acceptedVerdict));
  };
  await note("Hello");
  await till.untilPending(0);
  expect(pushes()).toHaveLength(3);
  expect(pushes()[2]).toEqual(pushes()[0]);
});

test("a lost answer arrives again as a fact", async () => {
  feed.faults.onPush = () => "cut";
  const commandId = await note("Hello");
  await expect.poll(() => feed.seen.pushes.length).toBeGreaterThan(0);
  const deviceId = (await firstValueFrom(till.device.enrolment$))?.deviceId;
  feed.put("verdicts", [{ ...acceptedVerdict({ commandId }), id: commandId, deviceId }]);
  await till.untilPending(0);
});

test("[S4] a command that was never sent can be undone, and its place is sent as withdrawn", async () => {
  feed.faults.pull = { status: 503, code: "unavailable" };
  feed.faults.push = { status: 503, code: "unavailable" };
  await note("Before");
  await expect.poll(() => feed.seen.pushes.length).toBeGreaterThan(0);
  // The pusher is backing off, so what is written now hasn't been sent.
  const commandId = await note("Never mind");
  const pending = await firstValueFrom(till.device.pending$);
  const undone = pending.find((item) => item.commandId === commandId);
  expect(undone?.canUndo).toBe(true);
  expect(await till.device.undo(commandId)).toEqual({ ok: true, value: null });
  expect(await till.device.undo(commandId)).toMatchObject({ error: { reason: "unknown" } });
  feed.faults.pull = null;
  feed.faults.push = null;
  till.device.syncNow();
  await till.untilPending(0);
  expect(
    pushes()
      .at(-1)
      ?.map(({ kind, deviceSeq }) => [kind, deviceSeq]),
  ).toEqual([
    ["add_note", 1],
    ["withdrawn", 2],
  ]);
});

test("[S4] undoing an offline New customer asks, and takes everything that depends on it", async () => {
  feed.faults.pull = { status: 503, code: "unavailable" };
  feed.faults.push = { status: 503, code: "unavailable" };
  const before = await note("Before");
  await expect.poll(() => feed.seen.pushes.length).toBeGreaterThan(0);
  const { create, edit, about } = await newCustomer();
  const after = await note("Somebody else's");

  const dependents = [edit, about];
  expect(await till.device.undo(create)).toEqual({
    ok: false,
    error: { reason: "others_depend", commandIds: dependents },
  });
  expect(await till.device.undo(create, [edit])).toMatchObject({ ok: false });
  const kinds = async () => (await firstValueFrom(till.device.pending$)).map(({ kind }) => kind);
  expect(await kinds()).not.toContain("withdrawn");

  expect(await till.device.undo(create, dependents)).toEqual({ ok: true, value: null });
  feed.faults.pull = null;
  feed.faults.push = null;
  till.device.syncNow();
  await till.untilPending(0);
  const sent = pushes()
    .at(-1)
    ?.map(({ kind, commandId }) => [kind, commandId]);
  expect(sent).toEqual([
    ["add_note", before],
    ["withdrawn", create],
    ["withdrawn", edit],
    ["withdrawn", about],
    ["add_note", after],
  ]);
});

test("[S4] undoing a new customer removes the drafts about them, and no other draft", async () => {
  feed.faults.pull = { status: 503, code: "unavailable" };
  feed.faults.push = { status: 503, code: "unavailable" };
  await note("Before");
  await expect.poll(() => feed.seen.pushes.length).toBeGreaterThan(0);
  const { drafts } = till.device;
  const { create, edit, about, subject } = await newCustomer();
  const theirs = { kind: "note", staffId, subject } as const;
  const ofOthers = { ...theirs, kind: "redeem", staffId: staffIdSchema.parse(profileId) } as const;
  const aboutAnother = { ...theirs, subject: profileId } as const;
  const all = [theirs, ofOthers, aboutAnother];
  for (const key of all) await drafts.write(key, { text: "Half a thought" });

  expect(await till.device.undo(create)).toMatchObject({ ok: false });
  expect(all.map((key) => drafts.read(key)?.["text"])).not.toContain(undefined);
  expect(await till.device.undo(create, [edit, about])).toMatchObject({ ok: true });
  expect([theirs, ofOthers].map(drafts.read)).toEqual([null, null]);
  expect(drafts.read(aboutAnother)).toEqual({ text: "Half a thought" });
});

/** Creates a customer, edits them and writes a note about them. */
const newCustomer = async () => {
  const created = await till.device.createProfile({
    details: { ...NO_DETAILS, firstName: "Zelda", email: "zelda@example.com" },
    identities: [],
    staffId,
  });
  if (!created.ok) throw new Error(created.error.reason);
  const of = { profileId: created.value.profileId, staffId };
  const edited = await till.device.editProfile({ ...of, changes: { lastName: "Quill" } });
  const noted = await till.device.addNote({ ...of, text: "Likes blue" });
  if (!edited.ok || !noted.ok) throw new Error("not written");
  return {
    create: created.value.commandId,
    edit: edited.value.commandId,
    about: noted.value.commandId,
    subject: of.profileId,
  };
};

test("[S4] a command that may have arrived can't be undone", async () => {
  feed.faults.onPush = () => "cut";
  const commandId = await note("Hello");
  await expect.poll(() => feed.seen.pushes.length).toBeGreaterThan(0);
  expect(await till.device.undo(commandId)).toMatchObject({ error: { reason: "already_sent" } });
});

test("[S7] parked and refused commands are shown until seen, and block nothing", async () => {
  feed.faults.onPush = (commands) => {
    const read = commandsSchema.parse(commands);
    const verdicts = read.map((command) => ({
      ...acceptedVerdict(command),
      ...(command.deviceSeq === 1 ? { status: "parked", reason: "unknown_kind" } : {}),
      ...(command.deviceSeq === 2 ? { status: "refused", reason: "profile_deleted" } : {}),
    }));
    return pushResponse("e1", 1 + Math.max(...read.map(({ deviceSeq }) => deviceSeq)), verdicts);
  };
  const parked = await note("One");
  const refused = await note("Two");
  await note("Three");
  const status = await till.until(
    ({ pendingCount, attentionCount }) => pendingCount === 0 && attentionCount === 2,
  );
  expect(status).toMatchObject({ parkedCount: 1, attentionCount: 2 });
  const items = await firstValueFrom(till.device.attention$);
  expect(items.map(({ verdict }) => verdict.commandId).sort()).toEqual([parked, refused].sort());
  expect(items[0]?.command).toMatchObject({ kind: "add_note", profileName: "Ben Abbot" });
  await till.device.markSeen([parked]);
  await till.until(({ attentionCount }) => attentionCount === 1);
});

test("[S2] a server with missing places gets answered commands again, and fillers for lost ones", async () => {
  await note("One");
  await note("Two");
  await till.untilPending(0);
  // Restored from a backup that had nothing from this device.
  let expected = 1;
  feed.faults.onPush = (commands) => {
    const verdicts = [];
    for (const command of commandsSchema.parse(commands)) {
      if (command.deviceSeq > expected) break;
      verdicts.push(acceptedVerdict(command));
      expected = Math.max(expected, command.deviceSeq + 1);
    }
    return pushResponse("e1", expected, verdicts);
  };
  feed.seen.pushes.length = 0;
  await note("Three");
  await till.untilPending(0);
  await expect.poll(() => expected).toBe(4);
  expect(
    pushes()
      .at(-1)
      ?.map(({ deviceSeq, kind }) => [deviceSeq, kind]),
  ).toEqual([
    [1, "add_note"],
    [2, "add_note"],
    [3, "add_note"],
  ]);
});

test("[S15] a command whose place is taken waits for a new enrolment, and keeps its id", async () => {
  feed.faults.onPush = (commands) => {
    const verdicts = commandsSchema.parse(commands).map((command) => ({
      ...acceptedVerdict(command),
      status: "refused",
      reason: "sequence_taken",
    }));
    return pushResponse("e1", 5, verdicts.slice(0, 1));
  };
  const commandId = await note("Hello");
  await expect.poll(() => feed.seen.pushes.length).toBe(1);
  expect(await firstValueFrom(till.device.pending$)).toHaveLength(1);

  feed.faults.onPush = null;
  feed.seen.pushes.length = 0;
  feed.nextDevice();
  await till.enrol(feed.url);
  await till.untilPending(0);
  const sent = pushes().flat();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ commandId, deviceSeq: 1, deviceId: feed.deviceId() });
});

test("a device that has lost its place asks the server before it sends", async () => {
  await note("One");
  await note("Two");
  await till.untilPending(0);
  await till.device.dispose();
  // The browser lost its databases, but not the enrolment, which is stored separately.
  const { secrets } = till.disk;
  till = await openTill({ ...createTestDisk(), secrets });
  await till.untilReady();
  feed.seen.pushes.length = 0;
  await note("Three");
  await till.untilPending(0);
  expect(
    pushes()
      .flat()
      .map(({ deviceSeq }) => deviceSeq),
  ).toEqual([3]);
});

test("backs off while the server is down", async () => {
  feed.faults.push = { status: 503, code: "unavailable" };
  await note("Hello");
  await expect.poll(() => feed.seen.pushes.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(4);
  const [first = 0, second = 0, third = 0, fourth = 0] = feed.seen.pushedAtMs;
  // The step doubles, and a wait is at least half of it. A timer may be a millisecond early.
  expect(second - first).toBeGreaterThanOrEqual(249);
  expect(third - second).toBeGreaterThanOrEqual(499);
  expect(fourth - third).toBeGreaterThanOrEqual(999);
  feed.faults.push = null;
  await firstValueFrom(till.device.pending$.pipe(filter((items) => items.length === 0)));
});
