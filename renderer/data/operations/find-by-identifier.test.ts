import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import { type FeedServer, startFeedServer } from "#renderer/testing/feed-server.ts";
import { configFacts, profileFact, profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";

const profile = (n: number) => profileIdSchema.parse(profileIdOf(n));
const withCard = (n: number, identifier: string, isActive = true) => ({
  ...profileFact(n),
  identities: [{ handle: "card", identifier, isPrimary: true, isActive }],
});

let feed: FeedServer;
let till: Till;

// The tests write nothing but pending profiles, so they share one device.
beforeAll(async () => {
  feed = await startFeedServer();
  feed.put("config", configFacts());
  feed.put("profiles", [
    withCard(1, "12-345A"),
    withCard(2, "123-45A"),
    withCard(3, "VIP-9001"),
    withCard(4, "vip-9001"),
    withCard(5, "012345678905"),
    withCard(6, "77001"),
    withCard(7, "]C12950700000048"),
    withCard(8, "55001", false),
  ]);
  till = await openTill();
  await till.enrol(feed.url);
  feed.faults.push = { status: 503, code: "unavailable" };
});
afterAll(async () => {
  await till.device.dispose();
  await feed.close();
});

const find = (identifier: string) => till.device.findByIdentifier(identifier);
const one = (n: number) => ({ kind: "one", profileId: profile(n) });

describe("a scanned card", () => {
  test.each([
    ["12-345A", 1],
    ["123-45A", 2],
    ["VIP-9001", 3],
    ["vip-9001", 4],
  ])("%s opens its own profile: an exact match wins", async (card, n) => {
    expect(await find(card)).toEqual(one(n));
  });

  test.each([
    ["12-345A", 1],
    ["123-45A", 2],
  ])("%s is also the first in the list when typed", async (card, n) => {
    const { hits } = await till.device.search(card, 5);
    expect(hits.map(({ id }) => id)).toEqual([profile(n), profile(3 - n)]);
  });

  test("that may mean several people is a list", async () => {
    const found = await find("Vip-9001");
    expect(found).toEqual({
      kind: "several",
      profileIds: expect.toSatisfy(
        (ids) => [...ids].sort().join() === [profile(3), profile(4)].sort().join(),
      ),
    });
  });

  test.each([
    ["]C1012345678905", 5],
    ["0012345678905", 5],
    ["00012345678905", 5],
    ["2950700000048", 7],
  ])("%s (a prefix, or another form of one GTIN) is recognised", async (card, n) => {
    expect(await find(card)).toEqual(one(n));
  });

  test.each(["077001", "0077001", "77-001"])(
    "%s is listed as close, and opens nobody",
    async (card) => {
      expect(await find(card)).toEqual({ kind: "close", profileIds: [profile(6)] });
      const { hits } = await till.device.search(card, 5);
      expect(hits.map(({ id }) => id)).toContain(profile(6));
    },
  );

  test.each(["77002", "55001", "**", ""])("%j is nobody's", async (card) => {
    expect(await find(card)).toEqual({ kind: "nobody" });
  });
});

describe("a duplicate", () => {
  const someone: ProfileDetails = {
    title: null,
    firstName: "Zelda",
    lastName: "Quill",
    email: null,
    mobilePhone: null,
    secondaryPhone: null,
    birthDay: null,
    birthMonth: null,
    birthYear: null,
    gender: null,
  };
  const matchedBy = async (identifier: string) =>
    (
      await till.device.findDuplicates({
        details: someone,
        identities: [{ handle: "card", identifier }],
      })
    ).map(({ profile: found, matched }) => [found.id, matched]);

  test("is the same card, however it was scanned; a close one is only similar", async () => {
    expect(await matchedBy("]C177001")).toEqual([[profile(6), "identifier"]]);
    expect(await matchedBy("077001")).toEqual([[profile(6), "similar_identifier"]]);
    expect(await matchedBy("vip-9001")).toEqual([
      [profile(4), "identifier"],
      [profile(3), "similar_identifier"],
    ]);
  });

  test("is the same email address in the other spelling of its domain", async () => {
    const created = await till.device.createProfile({
      details: { ...someone, email: "anna@müller.de" },
      identities: [],
      staffId: staffIdSchema.parse(STAFF_ID),
    });
    expect(created.ok).toBe(true);
    const duplicates = await till.device.findDuplicates({
      details: { ...someone, firstName: "Xx", lastName: "Yy", email: "anna@xn--mller-kva.de" },
      identities: [],
    });
    expect(duplicates).toMatchObject([{ matched: "email" }]);
    for (const text of ["anna@müller.de", "ANNA@xn--mller-kva.de", "anna@MÜ"]) {
      expect((await till.device.search(text, 5)).hits).toMatchObject([{ matched: "email" }]);
    }
  });
});
