import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DraftKey } from "#renderer/data/drafts/draft.ts";
import { createTestDisk, type TestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import { type FeedServer, startFeedServer } from "#renderer/testing/feed-server.ts";
import { configFacts, profileFact, profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";

const staffId = staffIdSchema.parse(STAFF_ID);
const erased = profileIdSchema.parse(profileIdOf(1));
const other = profileIdSchema.parse(profileIdOf(2));

let feed: FeedServer;
let disk: TestDisk;
let till: Till;

beforeEach(async () => {
  feed = await startFeedServer();
  feed.put("config", configFacts());
  feed.put("profiles", [profileFact(1), profileFact(2)]);
  disk = createTestDisk();
  till = await openTill(disk);
  await till.enrol(feed.url);
});
afterEach(async () => {
  await till.device.dispose();
  await feed.close();
});

const note = (profileId: typeof erased, text: string) =>
  till.device.addNote({ profileId, text, staffId });
const answered = () => till.until(({ pendingCount }) => pendingCount === 0);
/** Everything that the device would hand out of its commands, and its journal. */
const kept = async (): Promise<string> => {
  const journal = await disk.journal.read();
  return JSON.stringify([await till.device.exportPending(), journal]);
};

test("[I17] forgets what was recorded and drafted of a person who was erased", async () => {
  await note(erased, "Canary, answered");
  await note(other, "Stays");
  await answered();
  feed.faults.push = { status: 503, code: "unavailable" };
  await note(erased, "Canary, waiting");
  const key: DraftKey = { kind: "note", staffId, subject: erased };
  await till.device.drafts.write(key, { text: "Canary, drafted" });
  await till.device.drafts.write({ ...key, subject: other }, { text: "Stays" });
  await note(other, "The last one");

  feed.put("config", [{ id: `erased:${erased}`, kind: "erased", value: { profileId: erased } }]);
  feed.put("profiles", [{ id: erased, _deleted: true }]);
  await firstValueFrom(till.device.profile$(erased).pipe(filter((view) => view === null)));
  await expect.poll(() => till.device.drafts.read(key)).toBeNull();
  expect(till.device.drafts.read({ ...key, subject: other })).toEqual({ text: "Stays" });

  feed.faults.push = null;
  till.device.syncNow();
  await answered();
  await expect.poll(kept).not.toContain("Canary");
  expect(JSON.stringify(feed.seen.pushes)).toContain("Canary, waiting");
});
