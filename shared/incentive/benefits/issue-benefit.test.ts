import { describe, expect, it, test } from "vitest";
import { addMs, calendarDaySchema } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import {
  account,
  attribution,
  benefitDefinition,
  DAY_MS,
  lot,
  MELBOURNE,
  NOW,
} from "#shared/testing/build.ts";
import type { BenefitDefinition } from "./benefit.ts";
import { decideIssueBenefit, type IssueBenefitRequest, isBenefitOver } from "./issue-benefit.ts";

const at = (text: string) => parseLocal(text, MELBOURNE) ?? expect.fail();
const day = (text: string) => calendarDaySchema.parse(text);
const LATER = addMs(NOW, DAY_MS);
const issue = (
  definition: Partial<BenefitDefinition> = {},
  request: Partial<IssueBenefitRequest> = {},
) =>
  decideIssueBenefit(account([]), benefitDefinition(definition), { ...attribution(1), ...request });
const entryOf = (...by: Parameters<typeof issue>) => {
  const issued = issue(...by);
  return issued.ok ? issued.value[0] : issued.error;
};

describe("a benefit", () => {
  it("[N1] is one entry whose amount is how often it can be used, and worth no money", () => {
    expect(entryOf()).toMatchObject({
      ...{ kind: "issue", unit: "benefit", definitionId: 30, definitionVersion: 1 },
      ...{ amount: 3, valueCents: 0, activeAt: null },
    });
    expect(entryOf({ maxRedemptions: null })).toMatchObject({ amount: 10_000 });
  });

  test.for([
    ["its period", {}, {}, "2026-04-02 23:59:59"],
    ["its period from when it can be used", {}, { activeAt: LATER }, "2026-04-03 23:59:59"],
    ["a time of its own", {}, { expiresAt: at("2026-03-09 12:00:00") }, "2026-03-09 12:00:00"],
    ["the end of all", { endAt: day("2026-03-20") }, {}, "2026-03-20 23:59:59"],
    ["the end of all", { endAt: at("2026-03-20 12:00:00") }, {}, "2026-03-20 12:00:00"],
    ["its period before the end of all", { endAt: day("2026-04-03") }, {}, "2026-04-02 23:59:59"],
    ["the end of all", { endAt: day("2026-03-20") }, { expiresAt: null }, "2026-03-20 23:59:59"],
    ["never", {}, { expiresAt: null }, null],
    ["never", { period: null }, {}, null],
  ] as const)("[N3] ends by %s", ([_why, definition, request, end]) => {
    expect(entryOf(definition, request)).toMatchObject({ expiresAt: end && at(end) });
  });

  test.for([
    [{}, { expiresAt: addMs(NOW, -999) }, true],
    [{}, { expiresAt: addMs(NOW, -1000) }, false],
    [{}, { expiresAt: LATER, activeAt: LATER }, true],
    [{}, { expiresAt: NOW, activeAt: LATER }, false],
    [{ endAt: NOW }, {}, true],
    [{ endAt: addMs(NOW, -1000) }, {}, false],
  ] as const)("[N3] isn't issued after its end", ([definition, request, isIssued]) => {
    const expected = isIssued ? { kind: "issue" } : { reason: "expires_before_issue" };
    expect(entryOf(definition, request)).toMatchObject(expected);
  });

  it("[N3] is over by its own expiry, or by the end that its definition has now", () => {
    const over = (endAt: BenefitDefinition["endAt"], expiresAt: typeof NOW | null, when = NOW) =>
      isBenefitOver({ endAt }, lot(1, 3, { unit: "benefit", expiresAt }), when);
    expect([over(null, null), over(null, LATER), over(LATER, null)]).toEqual([false, false, false]);
    const ends = addMs(NOW, -1000);
    expect([over(null, ends), over(ends, null), over(ends, LATER), over(LATER, ends)]).toEqual([
      ...[true, true, true, true],
    ]);
  });
});
