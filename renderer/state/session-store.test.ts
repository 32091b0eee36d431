// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addressFor, useSession } from "./session-store.ts";

const [ada, ben] = STAFF.map(({ id }) => id).map((id) => assertDefined(id, "an id"));
const [anna] = PROFILES.map(({ id }) => id);

test("on a shared till, the next member of staff sees nothing of the last one's", () => {
  if (!ada || !ben || !anna) throw new Error("the sample has staff and profiles");
  const session = useSession.getState;
  // A link from outside, before anybody has used this window, is kept.
  expect(addressFor(ada, session())).toBeNull();
  session().signIn(ada);
  session().rememberProfile(anna);
  session().setQuery("anna");
  session().signOut("/customers/1/redeem");
  expect(session()).toMatchObject({ staffId: null, query: "anna" });

  expect(addressFor(ben, session())).toBe("/");
  session().signIn(ben);
  expect(session()).toMatchObject({ staffId: ben, recentProfileIds: [], query: "" });
  session().setQuery("ben's");
  session().signOut("/sync");

  // Each finds their own again.
  expect(addressFor(ada, session())).toBe("/customers/1/redeem");
  session().signIn(ada);
  expect(session()).toMatchObject({ recentProfileIds: [anna], query: "anna" });
  session().signOut("/");
  expect(addressFor(ada, session())).toBeNull();
  expect(addressFor(ben, session())).toBe("/sync");
  session().signIn(ben);
  expect(session()).toMatchObject({ recentProfileIds: [], query: "ben's" });
});

test("after a reload, the window still knows whose address it shows and nothing else", async () => {
  const stored = JSON.parse(sessionStorage.getItem("session") ?? "null");
  expect(stored.state).toEqual({ lastStaffId: ben });
  vi.resetModules();
  const reloaded = await import("./session-store.ts");
  expect(reloaded.useSession.getState()).toMatchObject({ staffId: null, lastStaffId: ben });
});
