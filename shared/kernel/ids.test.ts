import { expect, expectTypeOf, test } from "vitest";
import {
  canonicalUuid,
  commandIdSchema,
  type DefinitionId,
  entryIdOf,
  type LocationId,
  lotIdOf,
  type ProfileId,
  type StaffId,
  tenantIdSchema,
} from "./ids.ts";

const command = commandIdSchema.parse("0190c000-0000-7000-8000-000000000001");

test("an entry's id is its command and its index, and a lot's id is that of the entry that opens it", () => {
  expect(entryIdOf(command, 0)).toBe(`${command}:0`);
  expect(lotIdOf(entryIdOf(command, 12))).toBe(`${command}:12`);
  expect(() => entryIdOf(command, -1)).toThrow();
});

test.for(["", "UPPER", "-a", "a_b", "a".repeat(64), "a;drop"])("%j isn't a tenant id", (text) => {
  expect(tenantIdSchema.safeParse(text).success).toBe(false);
});

test("a UUID has one canonical form, so that one id in two spellings is one command", () => {
  expect(commandIdSchema.parse(command.toUpperCase())).toBe(command);
  expect(canonicalUuid(command.toUpperCase())).toBe(command);
  expect(canonicalUuid("VIP-9001")).toBe("VIP-9001");
});

// The compiler runs this one: a schema whose brand is generic loses it without a word.
test("an id is neither a bare value nor an id of another kind", () => {
  expectTypeOf<number>().not.toExtend<LocationId>();
  expectTypeOf<DefinitionId>().not.toExtend<LocationId>();
  expectTypeOf<string>().not.toExtend<ProfileId>();
  expectTypeOf<StaffId>().not.toExtend<ProfileId>();
  expect(commandIdSchema.parse(command)).toBeTypeOf("string");
});
