import { expect, test } from "vitest";
import { isVipAt, vipTimeOf } from "./vip.ts";

const at = (profile: Parameters<typeof vipTimeOf>[0], ms: number) =>
  isVipAt(vipTimeOf(profile), ms);

test("[X33] a tag makes a VIP for good, whatever its case, and a status between its times", () => {
  expect(at({ tags: ["Press", "ViP"] }, 5)).toBe(true);
  expect(at({ tags: ["vips"], statuses: [] }, 5)).toBe(false);
  const status = { handle: "VIP", startsAt: 10, endsAt: 20 };
  const times = [9, 10, 20, 21].map((ms) => at({ tags: [], statuses: [status] }, ms));
  expect(times).toEqual([false, true, true, false]);
  const open = { handle: "vip", startsAt: null, endsAt: null };
  expect(at({ tags: [], statuses: [open] }, 5)).toBe(true);
});
