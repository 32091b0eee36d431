import { expect, test } from "vitest";
import { currencyOf } from "#shared/kernel/currency.ts";
import { cents } from "#shared/kernel/money.ts";
import { verdictReasonSchema, verdictStatusSchema } from "#shared/sync/verdict.ts";
import { verdictOf } from "#shared/testing/commands.ts";
import { verdictWords } from "./verdict-words.ts";

const AUD = currencyOf("AUD");
const wordsOf = (more: Parameters<typeof verdictOf>[0], currency = AUD) =>
  verdictWords(verdictOf(more), currency);

test("[L13] a verdict says what became of the command, then why, then what there was", () => {
  const status = wordsOf({ status: "refused" });
  const reason = wordsOf({ status: "refused", reason: "insufficient_balance" });
  const all = wordsOf({
    ...{ status: "refused", reason: "insufficient_balance" },
    availableCents: cents(1_250),
  });
  expect(status).toMatch(/^\w+\.$/);
  expect(reason.startsWith(`${status} `)).toBe(true);
  expect(all.startsWith(`${reason} `)).toBe(true);
  expect(all.slice(reason.length)).toContain("12.50 AUD");
});

test.for([
  ["AUD", 0, "0.00 AUD"],
  ["JPY", 1_250, "1250 JPY"],
  ["KWD", 1_250, "1.250 KWD"],
] as const)("[L13] what there was has the decimals of its currency: %s", ([code, amount, text]) => {
  expect(wordsOf({ availableCents: cents(amount) }, currencyOf(code))).toContain(text);
});

test("[L13] no two statuses or reasons read alike", () => {
  const statuses = verdictStatusSchema.options.map((status) => wordsOf({ status }));
  expect(new Set(statuses).size).toBe(statuses.length);
  const reasons = verdictReasonSchema.options.map((reason) => wordsOf({ reason }));
  expect(new Set(reasons).size).toBe(reasons.length);
});
