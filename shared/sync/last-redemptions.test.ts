import { expect, test } from "vitest";
import { commandOf, heldCommand } from "#shared/testing/commands.ts";
import { commandKinds } from "./command.ts";
import { lastRedemptions } from "./last-redemptions.ts";
import { commandStateSchema } from "./on-top.ts";

test("[H5] a device keeps redemptions that are done", () => {
  const done = commandKinds.map((kind) => heldCommand(commandOf(kind, 1), "done"));
  const kept = lastRedemptions([...done, heldCommand(null, "done")]);
  expect(kept.map(({ command }) => command?.kind)).toEqual(["redeem", "redeem_benefit"]);
});

test.for(commandStateSchema.options)("[H5] others it holds anyway: %s", (state) => {
  const held = heldCommand(commandOf("redeem", 1), state);
  expect(lastRedemptions([held])).toEqual(state === "done" ? [held] : []);
});

test.for([
  [999, 999],
  [1000, 1000],
  [1001, 1000],
] as const)("[H5] of %i the last %i", ([made, kept]) => {
  const redeem = commandOf("redeem", 1);
  const held = Array.from({ length: made }, (_, index) =>
    heldCommand({ ...redeem, deviceSeq: index + 1 }, "done"),
  );
  expect(lastRedemptions(held)).toEqual(held.slice(made - kept));
});
