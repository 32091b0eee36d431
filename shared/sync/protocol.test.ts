import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { configByKind } from "./config-by-kind.ts";
import { configFactSchema } from "./facts.ts";
import { enrolRequestSchema, PUSH_COMMANDS_MAX, pushRequestSchema } from "./protocol.ts";
import { reverseAtOf } from "./reverse-at.ts";
import { isAnswer, verdictReasonSchema } from "./verdict.ts";

test("an enrolment's code and name are trimmed, and of a reasonable length", () => {
  const request = (code: number, name: number) =>
    enrolRequestSchema.safeParse({
      code: ` ${"A".repeat(code)} `,
      deviceName: ` ${"x".repeat(name)} `,
    });
  for (const [code, name] of [
    [6, 1],
    [64, 100],
  ] as const) {
    expect(request(code, name).data).toEqual({
      code: "A".repeat(code),
      deviceName: "x".repeat(name),
    });
  }
  for (const [code, name] of [
    [5, 1],
    [65, 1],
    [6, 0],
    [6, 101],
  ] as const) {
    expect(request(code, name).success, `${code}, ${name}`).toBe(false);
  }
});

test.for([
  [0, false],
  [1, true],
  [PUSH_COMMANDS_MAX, true],
  [PUSH_COMMANDS_MAX + 1, false],
] as const)("a push of %s commands is taken: %s", ([count, isTaken]) => {
  const commands = Array.from({ length: count }, () => null);
  expect(pushRequestSchema.safeParse({ commands }).success).toBe(isTaken);
});

test("[S15] every verdict is an answer, unless another command had taken the place", () => {
  expect(isAnswer({ reason: null })).toBe(true);
  const others = verdictReasonSchema.options.filter((reason) => !isAnswer({ reason }));
  expect(others).toEqual(["sequence_taken"]);
});

test("what is newer sorts first by its reversed instant", () => {
  const moment = fc.integer({ min: 0, max: Date.UTC(2500, 0, 1) });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      expect(Math.sign(reverseAtOf(a) - reverseAtOf(b))).toBe(Math.sign(b - a));
      expect(reverseAtOf(a)).toBeGreaterThan(0);
    }),
  );
});

test("configuration is grouped by kind, in the order of the facts", () => {
  const tenant = (name: string) =>
    configFactSchema.parse({
      id: `tenant:${name}`,
      kind: "tenant",
      value: { tenantId: "t", name, currency: "AUD", locale: "en-AU", timezone: "UTC" },
    });
  const policy = configFactSchema.parse({
    id: "policy:redemption",
    kind: "policy",
    value: DEFAULT_REDEMPTION_POLICY,
  });
  expect(configByKind([tenant("a"), policy, tenant("b")])).toEqual({
    tenant: [tenant("a").value, tenant("b").value],
    location: [],
    connection_definition: [],
    message_template: [],
    staff: [],
    definition: [],
    tier_versions: [],
    erased: [],
    policy: [policy.value],
  });
});
