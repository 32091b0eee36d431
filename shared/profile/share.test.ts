import { expect, test } from "vitest";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { problemOfUse } from "./share.ts";

const OWNER = profileIdSchema.parse("019700cc-0000-7000-8000-0000000000a1");
const OTHER = profileIdSchema.parse("019700cc-0000-7000-8000-0000000000a2");
const SHARE = { profileId: OWNER, expiresAt: null, remainingQuantity: null };

test("[I20] a share is used by others, once, until it ends or is used up", () => {
  expect(problemOfUse(SHARE, OTHER, false, NOW)).toBeNull();
  expect(problemOfUse(SHARE, OWNER, false, NOW)).toEqual({ reason: "own_share" });
  expect(problemOfUse(SHARE, OTHER, true, NOW)).toEqual({ reason: "share_used" });
  const until = (ms: number) => ({ ...SHARE, expiresAt: addMs(NOW, ms) });
  expect(problemOfUse(until(1000), OTHER, false, NOW)).toBeNull();
  expect(problemOfUse(until(-1000), OTHER, false, NOW)).toEqual({ reason: "share_over" });
  const left = (remainingQuantity: number) => ({ ...SHARE, remainingQuantity });
  expect(problemOfUse(left(1), OTHER, false, NOW)).toBeNull();
  expect(problemOfUse(left(0), OTHER, false, NOW)).toEqual({ reason: "share_used_up" });
});
