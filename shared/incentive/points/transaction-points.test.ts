import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandIdSchema,
  type DefinitionId,
  definitionIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { instant, UTC } from "#shared/kernel/time.ts";
import { emptyAccount, foldAccount, HONOURED } from "#shared/ledger/account.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import type { EarlyReturn } from "./early-returns.ts";
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
  returnDebtMax: null,
  budget: null,
  funding: [],
};
/** What an account that has spent all its points owes after changes, and what was written off. */
const leftBy = (returnDebtMax: number | null, changes: readonly number[]) => {
  let account = emptyAccount(profileIdSchema.parse(COMMAND));
  const given = new Map<DefinitionId, number>();
  changes.forEach((points, index) => {
    const commandId = commandIdSchema.parse(`${COMMAND.slice(0, 34)}${10 + index}`);
    const change = { definition: { ...definition, returnDebtMax }, points, activations: [] };
    const drafts = draftPointChanges(account, [change], {
      ...rule,
      commandId,
      writtenOff: new Map(
        [...given].map(([id, amount]) => [id, [{ source: rule.source, amount }]]),
      ),
    });
    const sum = drafts.reduce(
      (all, { kind, amount }) => all + (kind === "write_off" ? amount : 0),
      0,
    );
    given.set(definition.id, (given.get(definition.id) ?? 0) + sum);
    account = foldAccount(drafts, account);
  });
  const [lot] = account.lots;
  const owed = account.outstanding[0]?.amount ?? 0;
  return { owed, writtenOff: given.get(definition.id) ?? 0, held: lot?.remaining ?? 0 };
};

const COMMAND = commandIdSchema.parse("0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e0f");
const rule = {
  commandId: COMMAND,
  occurredAt: instant(0),
  timezone: UTC,
  source: { type: "transaction", id: "1" },
  ...BY_NOBODY,
  recoverShortfalls: true,
  lotsFirst: new Set<string>(),
  takenBackAt: instant(5),
} as const;

const NOBODY = emptyAccount(profileIdSchema.parse(COMMAND));
const POINTS_OWED = { unit: "point", definitionId: definition.id, since: instant(0) } as const;
const MONEY_OWED = { ...HONOURED, amount: 20, since: instant(0) };
const earlyReturn = (more: Partial<EarlyReturn>): EarlyReturn => ({
  by: { occurredAt: rule.occurredAt, timezone: UTC, source: rule.source, ...BY_NOBODY },
  ...{ took: 0, takes: 0, from: [], owed: 0, writtenOff: 0 },
  ...more,
});
const shown = (drafts: readonly EntryDraft[]) =>
  drafts.map(({ kind, definitionId, amount }) => `${kind} ${definitionId} ${amount}`);

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

  it.for([
    [
      [30, 40],
      ["issue 50", "write_off -30", "write_off -20", "issue 50", "write_off -20"],
    ],
    [
      [50, 40],
      ["issue 50", "write_off -50", "issue 50", "write_off -40"],
    ],
    [[20], ["issue 50", "write_off -20", "issue 50"]],
    [[], ["issue 50", "issue 50"]],
  ] as const)(
    "[P11] [P9] lack what was written off, the first lot first: %o",
    ([amounts, drafted]) => {
      const account = emptyAccount(profileIdSchema.parse(COMMAND));
      const later = instant(1000);
      const activations = [rule.occurredAt, later].map((activeAt) => ({
        ...{ activeAt, weight: 50, byRate: new Map() },
      }));
      const drafts = draftPointChanges(account, [{ definition, points: 100, activations }], {
        ...rule,
        writtenOff: new Map([
          [definition.id, amounts.map((amount) => ({ source: rule.source, amount }))],
        ]),
      });
      expect(drafts.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(drafted);
      const issued = drafts.filter(({ kind }) => kind === "issue");
      expect(issued.map(({ activeAt }) => activeAt)).toEqual([null, later]);
    },
  );

  it.for([
    [0, 50],
    [20, 30],
    [50, 0],
  ] as const)(
    "[P5] that have expired aren't owed when they come back: %i of 50",
    ([gone, owed]) => {
      const account = emptyAccount(profileIdSchema.parse(COMMAND));
      const drafts = draftPointChanges(account, [{ definition, points: -50, activations: [] }], {
        ...rule,
        expired: new Map([[definition.id, gone]]),
      });
      const { outstanding, lots } = foldAccount(drafts, account);
      expect(outstanding.reduce((sum, { amount }) => sum + amount, 0)).toBe(owed);
      expect(lots.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(0);
    },
  );

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

  it.for([[10], [90]])(
    "[P13] pay for returns that arrived before the sale, and then for money (%i cents)",
    ([honoured = 0]) => {
      const since = instant(0);
      const profileId = profileIdSchema.parse(COMMAND);
      const point = { unit: "point", definitionId: definition.id } as const;
      const account = {
        ...emptyAccount(profileId),
        outstanding: [
          { unit: "reward", definitionId: null, amount: honoured, since },
          { ...point, amount: 50, since },
        ] as const,
      };
      const back = earlyReturn({ took: 50, takes: 50, owed: 50 });
      const drafts = draftPointChanges(account, [{ definition, points: 100, activations: [] }], {
        ...rule,
        early: new Map([[definition.id, [back]]]),
      });
      const { lots, outstanding } = foldAccount(drafts, account);
      const left = lots.reduce((sum, { remaining }) => sum + remaining, 0);
      const owed = outstanding.reduce((sum, { amount }) => sum + amount, 0);
      expect({ left, owed }).toEqual({
        left: Math.max(0, 50 - honoured),
        owed: Math.max(0, honoured - 50),
      });
    },
  );

  it.for([
    [
      "pay debts in points if they come back",
      { isUndoing: true },
      ["issue 1 100", "recover 1 -80"],
    ],
    ["pay none that the policy leaves alone", {}, ["issue 1 100"]],
  ] as const)("[P4] %s", ([, undoing, drafted]) => {
    const owed = { ...POINTS_OWED, amount: 80 };
    const before = { ...NOBODY, outstanding: [MONEY_OWED, owed] };
    const change = { definition, points: 100, activations: [] };
    expect(
      shown(draftPointChanges(before, [change], { ...rule, recoverShortfalls: false, ...undoing })),
    ).toEqual(drafted);
  });

  it("[P4] [P9] pay what is owed lot by lot, as they are issued", () => {
    const activations = [rule.occurredAt, instant(1000)].map((activeAt) => ({
      ...{ activeAt, weight: 50, byRate: new Map() },
    }));
    const before = { ...NOBODY, outstanding: [{ ...POINTS_OWED, amount: 60 }] };
    expect(
      shown(draftPointChanges(before, [{ definition, points: 100, activations }], rule)),
    ).toEqual(["issue 1 50", "recover 1 -50", "issue 1 50", "recover 1 -10"]);
  });

  it.for([
    ["only for their own returns", { recoverShortfalls: false }, []],
    ["then for other points", { recoverShortfalls: false, isUndoing: true }, ["recover 1 -30"]],
    ["then for other points and money", {}, ["recover 1 -30", "recover 1 -20"]],
  ] as const)("[P13] pay for early returns first: %s", ([, policy, others]) => {
    const before = { ...NOBODY, outstanding: [MONEY_OWED, { ...POINTS_OWED, amount: 80 }] };
    const drafts = draftPointChanges(before, [{ definition, points: 100, activations: [] }], {
      ...{ ...rule, ...policy },
      early: new Map([[definition.id, [earlyReturn({ took: 50, takes: 50, owed: 50 })]]]),
    });
    expect(shown(drafts)).toEqual(["issue 1 100", "recover 1 -50", ...others]);
  });

  it("[P13] are taken for an early return from the lot that the sale opens", () => {
    const earlier = draftPointChanges(NOBODY, [{ definition, points: 40, activations: [] }], {
      ...rule,
      commandId: commandIdSchema.parse(`${COMMAND.slice(0, 34)}77`),
    });
    const [lost] = foldAccount(earlier, NOBODY).lots;
    if (!lost) throw new Error("an earlier lot");
    const { lotId, issuedAt } = lost;
    const from = [{ lotId, issuedAt, points: 40 }];
    const before = { ...NOBODY, lots: [{ ...lost, remaining: 0 }] };
    const drafts = draftPointChanges(before, [{ definition, points: 100, activations: [] }], {
      ...rule,
      early: new Map([[definition.id, [earlyReturn({ took: 40, takes: 40, from })]]]),
    });
    expect(shown(drafts)).toEqual(["issue 1 100", "return 1 -40", "restore 1 40"]);
    expect(new Set(drafts.slice(0, 2).map((draft) => draft.lotId)).size).toBe(1);
    expect(drafts[2]?.lotId).toBe(lotId);
  });

  it("[P13] [P11] aren't given by an early return once another has used up the sale's lot", () => {
    const taken = { writtenOff: 30, takes: 0, took: 30 };
    const [first, second] = [earlyReturn({ took: 100, takes: 100, owed: 100 }), earlyReturn(taken)];
    const before = { ...NOBODY, outstanding: [{ ...POINTS_OWED, amount: 100 }] };
    for (const early of [
      [first, second],
      [second, first],
    ] as const) {
      const drafts = draftPointChanges(before, [{ definition, points: 100, activations: [] }], {
        ...rule,
        early: new Map([[definition.id, early]]),
      });
      expect(foldAccount(drafts, before)).toMatchObject({ lots: [], outstanding: [] });
    }
  });

  it("[P4] [P13] under one definition don't pay again what another's have paid", () => {
    const other = { ...definition, id: definitionIdSchema.parse(2) };
    const changes = [definition, other].map((each) => ({
      ...{ definition: each, points: 100, activations: [] },
    }));
    const before = { ...NOBODY, outstanding: [MONEY_OWED, { ...POINTS_OWED, amount: 30 }] };
    const drafts = draftPointChanges(before, changes, {
      ...rule,
      early: new Map([[other.id, [earlyReturn({})]]]),
    });
    expect(shown(drafts)).toEqual(["issue 1 100", "recover 1 -30", "recover 1 -20", "issue 2 100"]);
  });

  it.for([
    ["no debt", 0, { owed: 0, writtenOff: 100, held: 0 }],
    ["a debt up to 60", 60, { owed: 60, writtenOff: 40, held: 0 }],
    ["any debt", null, { owed: 100, writtenOff: 0, held: 0 }],
  ] as const)("[P11] taken back once they are spent leave %s (T38)", ([, max, left]) => {
    expect(leftBy(max, [-100])).toEqual(left);
    // Points that are held are taken first.
    expect(leftBy(max, [30, -130])).toEqual(left);
  });

  it("[P11] leave the same debt, however a return is split, and none once it is voided", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.option(fc.integer({ min: 0, max: 200 })), (taken, max) => {
        const all = taken.reduce((sum, each) => sum + each, 0);
        const whole = leftBy(max, [-all]);
        expect(
          leftBy(
            max,
            taken.map((each) => -each),
          ),
        ).toEqual(whole);
        expect(leftBy(max, [-all, all])).toEqual({ owed: 0, writtenOff: 0, held: 0 });
        // As much as a smaller return would have left.
        const [first = 0] = taken;
        expect(leftBy(max, [-all, all - first])).toEqual(leftBy(max, [-first]));
      }),
    );
  });
});
