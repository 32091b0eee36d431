import { describe, expect, it } from "vitest";
import { commandIdSchema, definitionIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { instant, UTC } from "#shared/kernel/time.ts";
import { emptyAccount, foldAccount } from "#shared/ledger/account.ts";
import { EARNING_DEFAULTS, type PointDefinition } from "./point.ts";
import { draftPointChanges } from "./transaction-points.ts";

const definition: PointDefinition = {
  ...EARNING_DEFAULTS,
  id: definitionIdSchema.parse(1),
  kind: "point",
  version: 2,
  name: "Points",
  handle: "points",
  use: "reward",
  description: null,
  decimals: 2,
  earnRateMicro: 150,
  exchangeMilliCents: 100_000,
  expiryPeriod: null,
  expiryPeriodType: "days",
  absoluteExpiry: null,
  isReassignable: false,
};
const COMMAND = commandIdSchema.parse("0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e0f");
const rule = {
  commandId: COMMAND,
  occurredAt: instant(0),
  timezone: UTC,
  source: { type: "transaction", id: "1" },
  locationId: null,
  staffId: null,
  deviceId: null,
  recoverShortfalls: true,
  lotsFirst: new Set<string>(),
  takenBackAt: instant(5),
} as const;

describe("the points of a transaction and its returns", () => {
  it("under several definitions are drafted in one command, each entry with its own index", () => {
    const other = { ...definition, id: definitionIdSchema.parse(2) };
    const account = emptyAccount(profileIdSchema.parse(COMMAND));
    const drafts = draftPointChanges(
      account,
      [
        { definition, points: 10, activations: [] },
        { definition: other, points: -4, activations: [] },
        {
          definition: { ...definition, id: definitionIdSchema.parse(3) },
          points: 7,
          activations: [],
        },
      ],
      rule,
    );
    expect(
      drafts.map((draft) => [
        draft.entryId.slice(37),
        draft.kind,
        draft.definitionId,
        draft.amount,
      ]),
    ).toEqual([
      ["0", "issue", 1, 10],
      ["1", "shortfall", 2, 4],
      ["2", "return", 2, -4],
      ["3", "issue", 3, 7],
    ]);
    expect(foldAccount(drafts, account).outstanding).toEqual([
      { unit: "point", definitionId: 2, amount: 4, since: rule.takenBackAt },
    ]);
  });

  it("are left alone by a change of nothing", () => {
    const held = foldAccount(
      draftPointChanges(
        emptyAccount(profileIdSchema.parse(COMMAND)),
        [{ definition, points: 9, activations: [] }],
        rule,
      ),
      emptyAccount(profileIdSchema.parse(COMMAND)),
    );
    expect(draftPointChanges(held, [{ definition, points: 0, activations: [] }], rule)).toEqual([]);
  });

  it("[P4] recover what is owed only once, however many definitions earn", () => {
    const owed = [{ unit: "reward", definitionId: null, amount: 30, since: instant(0) }] as const;
    const account = { ...emptyAccount(profileIdSchema.parse(COMMAND)), outstanding: owed };
    const other = { ...definition, id: definitionIdSchema.parse(2) };
    const changes = [definition, other].map((each) => ({
      definition: each,
      points: 20,
      activations: [],
    }));
    const drafts = draftPointChanges(account, changes, rule);
    expect(drafts.map(({ kind, definitionId, amount }) => [kind, definitionId, amount])).toEqual([
      ["issue", 1, 20],
      ["recover", 1, -20],
      ["issue", 2, 20],
      ["recover", 2, -10],
    ]);
    expect(foldAccount(drafts, account)).toMatchObject({
      outstanding: [],
      lots: [{ remaining: 10 }],
    });
  });
});
