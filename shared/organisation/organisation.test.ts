import fc from "fast-check";
import { expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { domainOf, isMemberAt } from "./organisation.ts";

const at = instant(1_000);
const member = { isActive: true, startsAt: at, expiresAt: null, supersededAt: null };

it("DOMAIN §14.5 no. 3: a member from the first instant until the last, if it is active", () => {
  expect(isMemberAt(member, at)).toBe(true);
  expect(isMemberAt(member, instant(999))).toBe(false);
  expect(isMemberAt({ ...member, expiresAt: instant(2_000) }, instant(2_000))).toBe(true);
  expect(isMemberAt({ ...member, expiresAt: instant(2_000) }, instant(2_001))).toBe(false);
  expect(isMemberAt({ ...member, supersededAt: instant(2_000) }, instant(1_999))).toBe(true);
  expect(isMemberAt({ ...member, supersededAt: instant(2_000) }, instant(2_000))).toBe(false);
  expect(isMemberAt({ ...member, isActive: false }, at)).toBe(false);
});

it("DOMAIN §14.5 no. 3: of memberships that follow each other, at most one holds at a time", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), (turns, now) => {
      const sorted = turns.toSorted((a, b) => a - b).map(instant);
      const chain = sorted.map((startsAt, index) => ({
        ...{ isActive: true, startsAt, expiresAt: null, supersededAt: sorted[index + 1] ?? null },
      }));
      const held = chain.filter((each) => isMemberAt(each, instant(now)));
      expect(held).toHaveLength((sorted[0] ?? 0) <= now ? 1 : 0);
    }),
  );
});

it("the domain of an email is what follows its last at sign", () => {
  expect([domainOf("a@b.test"), domainOf(null)]).toEqual(["b.test", null]);
});
