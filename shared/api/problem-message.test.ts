import { expect, test } from "vitest";
import { z } from "zod";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { countryCode, orNull, textOrNull } from "./fields.ts";
import { fieldIssues, problemMessage } from "./problem-message.ts";

const line = z.object({ name: z.string().max(3), kinds: z.array(z.enum(["a", "b"])).max(1) });

const schema = z
  .object({
    id: z.uuid(),
    day: z.iso.date(),
    word: z.enum(["one", "two", "three"]),
    whole: orNull(wholeNumber),
    text: textOrNull(4),
    flag,
    country: countryCode,
    number: z.number().min(1).max(9),
    line: orNull(line),
    either: z.union([z.number(), line]),
    left: z.never(),
    named: z.record(z.string(), z.number()),
  })
  .partial();

const problemsOf = (value: unknown) => {
  const parsed = parseIfAsked(schema, value, problemMessage);
  const issues = parsed.ok ? [] : fieldIssues(parsed.error.issues);
  return issues.map(({ path, message }) => `${path.join(".")} ${message}`);
};

test.each([
  [null, " must be an object"],
  [{ id: "x" }, "id must be a UUID, such as 0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e0f"],
  [{ day: "June" }, "day must be a date such as 2025-06-15"],
  [{ word: "four" }, 'word must be "one", "two" or "three"'],
  [{ whole: {} }, "whole must be a whole number or null"],
  [{ whole: "1.5" }, "whole must be a whole number or null"],
  [{ text: [] }, "text must be text or null"],
  [{ text: "12345" }, "text must not be longer than 4 characters"],
  [{ flag: "maybe" }, "flag must be true or false"],
  [{ country: 3 }, "country must be text"],
  [{ number: 0 }, "number must not be less than 1"],
  [{ number: 10 }, "number must not be more than 9"],
  [{ line: 3 }, "line must be an object or null"],
  [{ line: { name: "x", kinds: ["c"] } }, 'line.kinds.0 must be "a" or "b"'],
  [{ line: { kinds: [] } }, "line.name field is required"],
  [{ line: { name: "x", kinds: ["a", "b"] } }, "line.kinds must not have more than 1 entries"],
  [{ either: { name: 1, kinds: [] } }, "either.name must be text"],
  [{ either: true }, "either must be a number or an object"],
  [{ left: 1 }, "left must be left out"],
  [{ named: { a: "x" } }, "named.a must be a number"],
])("%j: %s", (value, problem) => {
  expect(problemsOf(value)).toEqual([problem]);
});
