import { expect, test } from "vitest";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { PROFILE } from "#shared/testing/build.ts";
import { commandOf, heldCommand, verdictOf } from "#shared/testing/commands.ts";
import { type CommandState, commandsOnAccount, isSettling, isUnanswered } from "./on-top.ts";

test.for<readonly [CommandState, unanswered: boolean, settling: boolean]>([
  ["pending", true, false],
  ["settling", false, true],
  ["notable", false, false],
  ["done", false, false],
])("[S6] %s: unanswered %s, settling %s", ([state, unanswered, settling]) => {
  expect(isUnanswered({ state })).toBe(unanswered);
  expect(isSettling(state)).toBe(settling);
});

test("[S6] [I10] a redemption for a merged profile is on top of both, until the winner has it", () => {
  const winnerId = profileIdSchema.parse("0190c000-0000-7000-8000-000000000777");
  const redeem = commandOf("redeem", 1);
  const answered = verdictOf({ profileId: winnerId, accountVersion: 5 });
  const held = [heldCommand(redeem, "settling", answered)];
  const onTop = (profileId: typeof winnerId, version: number) =>
    commandsOnAccount(held, { profileId, version });
  expect(onTop(winnerId, 4)).toEqual([{ ...redeem, profileId: winnerId }]);
  expect(onTop(winnerId, 5)).toEqual([]);
  expect(onTop(PROFILE, 9)).toEqual([redeem]);
});
