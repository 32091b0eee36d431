import { expect, test } from "vitest";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { madeRef } from "./held-list.ts";

test("[X15] what a device made is named by its command, and anything else by its number", () => {
  const commandId = commandIdSchema.parse("01890000-0000-7000-8000-000000000001");
  expect(madeRef({ id: 5, commandId })).toBe(commandId);
  expect(madeRef({ id: 5, commandId: null })).toBe("5");
});
