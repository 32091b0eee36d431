import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import {
  acceptedVerdict,
  type FeedServer,
  pushResponse,
  startFeedServer,
} from "#renderer/testing/feed-server.ts";
import { configFacts, profileFact, profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";

const staffId = staffIdSchema.parse(STAFF_ID);
const profile = (n: number) => profileIdSchema.parse(profileIdOf(n));
const someone: ProfileDetails = {
  title: null,
  firstName: "Zelda",
  lastName: "Quill",
  email: "Zelda@Example.com",
  mobilePhone: "07700 900123",
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
};

let feed: FeedServer;
let till: Till;

beforeEach(async () => {
  feed = await startFeedServer();
  feed.put("config", configFacts());
  feed.put("profiles", [profileFact(1), profileFact(2)]);
  till = await openTill();
  await till.enrol(feed.url);
  feed.faults.push = { status: 503, code: "unavailable" };
});
afterEach(async () => {
  await till.device.dispose();
  await feed.close();
});

const create = (changes: Partial<ProfileDetails> = {}, card = "777001") =>
  till.device.createProfile({
    details: { ...someone, ...changes },
    identities: [{ handle: "card", identifier: card }],
    staffId,
  });

test("a fault in an old record stays until somebody edits that field", async () => {
  const old = { mobilePhone: "12", birthDay: 1, birthMonth: 1, birthYear: 2099 };
  feed.put("profiles", [profileFact(3, old)]);
  const profileId = profile(3);
  await firstValueFrom(till.device.profile$(profileId).pipe(filter((view) => view !== null)));
  const edit = (changes: Partial<ProfileDetails>) =>
    till.device.editProfile({ profileId, changes, staffId });
  expect(await edit({ firstName: "Ben" })).toMatchObject({ ok: true });
  expect(await edit({ mobilePhone: "13" })).toMatchObject({
    error: { problems: [{ field: "mobilePhone", reason: "not_a_phone" }] },
  });
  expect(await edit({ birthMonth: 2 })).toMatchObject({
    error: { problems: [{ field: "birthYear", reason: "birth_in_future" }] },
  });
  const view = await firstValueFrom(till.device.profile$(profileId));
  expect(view).toMatchObject({
    profile: { firstName: "Ben", ...old },
    pendingFields: ["firstName"],
  });
});

test("a profile that exists only in a pending command can be found, viewed, edited and given notes", async () => {
  const created = await create();
  if (!created.ok) throw new Error(created.error.reason);
  const { profileId } = created.value;
  expect((await till.device.search("zel qui", 5)).hits).toMatchObject([{ id: profileId }]);
  expect(await till.device.findByIdentifier("777001")).toEqual({ kind: "one", profileId });
  expect(await till.device.readProfiles([profileId])).toMatchObject([
    { email: "zelda@example.com", mobilePhone: "+447700900123" },
  ]);
  expect(await till.device.addNote({ profileId, text: " Likes tea ", staffId })).toMatchObject({
    ok: true,
  });
  expect(
    await till.device.editProfile({ profileId, changes: { lastName: "Quince" }, staffId }),
  ).toMatchObject({ ok: true });
  const view = await firstValueFrom(till.device.profile$(profileId));
  expect(view).toMatchObject({
    isPendingCreation: true,
    pendingFields: ["lastName"],
    profile: { firstName: "Zelda", lastName: "Quince" },
    notes: [{ isPending: true, note: { text: "Likes tea" } }],
  });
  expect((await till.device.search("quince", 5)).hits).toMatchObject([{ id: profileId }]);
  expect((await till.device.search("quill", 5)).hits).toEqual([]);
});

test("[S10] a duplicate is refused on the spot, with the existing profile", async () => {
  expect(await create({ email: "person1@example.com" })).toMatchObject({
    error: { reason: "duplicate_profile", profileId: profileIdOf(1) },
  });
  expect(await create({ email: null, mobilePhone: "+4477 0000 0002" })).toMatchObject({
    error: { reason: "duplicate_profile", profileId: profileIdOf(2) },
  });
  expect(await create({}, "2900000000001")).toMatchObject({
    error: { reason: "duplicate_profile", profileId: profileIdOf(1) },
  });
  expect(await create()).toMatchObject({ ok: true });
  expect(await create({}, "777002")).toMatchObject({ error: { reason: "duplicate_profile" } });
});

test("a similar card is a warning, not a refusal", async () => {
  expect(await create({}, "29000-00000001")).toMatchObject({ ok: true });
  expect(JSON.parse(await till.device.exportPending()).commands).toMatchObject([
    { command: { identities: [{ identifier: "29000-00000001" }] } },
  ]);
});

test("a similar name is a warning, not a refusal", async () => {
  const draft = { details: { ...someone, firstName: "Chloe", lastName: "Abot" }, identities: [] };
  expect(await till.device.findDuplicates(draft)).toMatchObject([
    { matched: "name", profile: { firstName: "Chloe", lastName: "Abbot" } },
  ]);
});

test("invalid details are reported by field, and nothing is written", async () => {
  expect(await create({ email: "zelda", birthDay: 31, birthMonth: 2 })).toMatchObject({
    error: {
      reason: "invalid_details",
      problems: [
        { field: "email", reason: "not_an_email" },
        { field: "birthDay", reason: "no_such_date" },
      ],
    },
  });
  expect(await create({ email: null, mobilePhone: null })).toMatchObject({
    error: { reason: "invalid_details", problems: [{ reason: "contact_missing" }] },
  });
  expect(await firstValueFrom(till.device.pending$)).toEqual([]);
});

test("[S9] an edit carries only changed fields", async () => {
  const profileId = profile(1);
  expect(
    await till.device.editProfile({ profileId, changes: { firstName: "Ben" }, staffId }),
  ).toMatchObject({ error: { reason: "no_changes" } });
  await till.device.editProfile({
    profileId,
    changes: { firstName: "Benedict", mobilePhone: "07700 900999" },
    staffId,
  });
  const { commands } = JSON.parse(await till.device.exportPending());
  expect(commands[0].command.changes).toEqual({
    firstName: "Benedict",
    mobilePhone: "+447700900999",
  });
  expect(Object.keys(commands[0].command.basis)).toEqual(["firstName", "mobilePhone"]);
  expect(commands[0].command.basis).toMatchObject({ firstName: "Ben" });
  expect(
    await till.device.editProfile({ profileId: profile(99), changes: { firstName: "X" }, staffId }),
  ).toMatchObject({ error: { reason: "profile_unknown" } });
});

test("a refused profile disappears from the device and the search when its verdict comes", async () => {
  const created = await create();
  if (!created.ok) throw new Error(created.error.reason);
  feed.faults.onPush = (commands) =>
    pushResponse(
      "e1",
      2,
      commands.map((command) => ({
        ...acceptedVerdict(withId(command)),
        status: "refused",
        reason: "duplicate_profile",
        profileId: profileIdOf(2),
      })),
    );
  feed.faults.push = null;
  till.device.syncNow();
  await till.until(({ attentionCount }) => attentionCount === 1);
  await firstValueFrom(
    till.device.profile$(created.value.profileId).pipe(filter((view) => view === null)),
  );
  await expect.poll(async () => (await till.device.search("zelda", 5)).hits).toEqual([]);
  const [item] = await firstValueFrom(till.device.attention$);
  expect(item).toMatchObject({
    verdict: { reason: "duplicate_profile", profileId: profileIdOf(2) },
    command: { kind: "create_profile" },
  });
});

test("notes have a maximum length and aren't empty", async () => {
  const profileId = profile(1);
  const add = (text: string) => till.device.addNote({ profileId, text, staffId });
  expect(await add("  ")).toMatchObject({ error: { reason: "text_empty" } });
  expect(await add("x".repeat(2001))).toMatchObject({ error: { reason: "text_too_long" } });
  expect(await add("x".repeat(2000))).toMatchObject({ ok: true });
  expect(await add("\u0000 ")).toMatchObject({ error: { reason: "text_empty" } });
  expect(await add("\u200f")).toMatchObject({ error: { reason: "text_empty" } });
});

test("characters that no database can store are removed from a note", async () => {
  await till.device.addNote({ profileId: profile(1), text: "Likes\u0000 tea\ud83d", staffId });
  expect(JSON.parse(await till.device.exportPending()).commands).toMatchObject([
    { command: { text: "Likes tea" } },
  ]);
});

const withId = (command: unknown): { readonly commandId: string } => ({
  commandId:
    typeof command === "object" && command !== null && "commandId" in command
      ? String(command.commandId)
      : "",
});

test("[S25] the parts of a birthday are sent together, and a consent with what it was", async () => {
  const profileId = profile(1);
  const set = (allowed: boolean) => ({ profileId, consent: [{ name: "sms_promo", allowed }] });
  await till.device.editProfile({ ...set(true), changes: { birthDay: 3, birthMonth: 4 }, staffId });
  await till.device.editProfile({ ...set(true), changes: {}, staffId });
  await till.device.editProfile({ ...set(false), changes: {}, staffId });
  const { commands } = JSON.parse(await till.device.exportPending());
  const sent = commands.map(({ command }: { command: object }) => command);
  expect(sent).toMatchObject([
    {
      changes: { birthDay: 3, birthMonth: 4, birthYear: null },
      basis: { birthDay: null, birthMonth: null, birthYear: null },
      consent: [{ name: "sms_promo", allowed: true, was: null }],
    },
    { changes: {}, consent: [{ name: "sms_promo", allowed: false, was: true }] },
  ]);
});
