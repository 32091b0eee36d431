import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { type Account, foldAccount, HONOURED } from "#shared/ledger/account.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  account,
  attribution,
  DAY_MS,
  MELBOURNE,
  NOW,
  pointDefinition,
  pointLot,
} from "#shared/testing/build.ts";
import { draftEarlyReturn, type EarlyReturn } from "./early-returns.ts";

const RETURNED: Instant = addMs(NOW, -2 * DAY_MS);
const DEFINITION = pointDefinition();
const OTHER = pointDefinition({ id: 2 as typeof DEFINITION.id });
const [SALE, FIRST, SECOND, PENDING, FRESH] = [1, 2, 3, 4, 5].map((n) => pointLot(n, 0)) as [
  Lot,
  Lot,
  Lot,
  Lot,
  Lot,
];
const NAMES = new Map(
  Object.entries({ SALE, FIRST, SECOND, PENDING, FRESH }).map(([name, { lotId }]) => [
    lotId,
    name.toLowerCase(),
  ]),
);
const holding = (lot: Lot, remaining: number, more: Partial<Lot> = {}): Lot => ({
  ...lot,
  remaining,
  ...more,
});
const owing = (amount: number) => ({
  outstanding: [
    { unit: "point", definitionId: DEFINITION.id, amount, since: RETURNED } as const,
  ].filter((owed) => owed.amount > 0),
});
const lost = ({ lotId, issuedAt }: Lot, points: number) => ({ lotId, issuedAt, points });

const early = (more: Partial<EarlyReturn>): EarlyReturn => ({
  by: {
    ...{ occurredAt: RETURNED, timezone: MELBOURNE, ...BY_NOBODY },
    source: { type: "transaction", id: "77" },
  },
  ...{ took: 0, takes: 0, from: [], owed: 0, writtenOff: 0 },
  ...more,
});
const drafted = (before: Account, of: Partial<EarlyReturn>): readonly EntryDraft[] =>
  draftEarlyReturn(before, early(of), {
    ...attribution(9),
    ...{ definition: DEFINITION, points: 0, firstIndex: 3 },
    own: new Set([SALE.lotId, PENDING.lotId]),
  });
const shown = (drafts: readonly EntryDraft[]) =>
  drafts.map(({ kind, lotId, amount }) => `${kind} ${NAMES.get(lotId) ?? "new"} ${amount}`);
/** What is drafted if the sale's own lot, if any, and those that lost points are all there is. */
const shownFor = (own: number | null, of: Partial<EarlyReturn>) => {
  const lots = [...(own === null ? [] : [holding(SALE, own)]), FIRST, SECOND];
  return shown(drafted(account(lots, owing(of.owed ?? 0)), of));
};

/** What moves from the first lot to the sale's. */
const MOVED = (points: number) => [`return sale -${points}`, `restore first ${points}`];

describe("[P13] a return that came before its sale", () => {
  const from = [lost(FIRST, 40)];

  test.for<readonly [what: string, own: number | null, Partial<EarlyReturn>, readonly string[]]>([
    ["moves to the sale's lot", 100, { took: 40, takes: 40, from }, MOVED(40)],
    ["moves as much as that holds", 30, { took: 40, takes: 40, from }, MOVED(30)],
    ["stays where it is if that holds nothing", 0, { took: 40, takes: 40, from }, []],
    [
      "gives back what it no longer takes",
      100,
      { took: 40, takes: 25, from },
      ["return sale -25", "restore first 40"],
    ],
    [
      "gives that back whatever the sale's lot holds",
      0,
      { took: 40, takes: 25, from },
      ["restore first 15"],
    ],
    [
      "takes more from there",
      100,
      { took: 40, takes: 60, from },
      [...MOVED(40), "return sale -20"],
    ],
    [
      "takes more from others once that is empty",
      50,
      { took: 40, takes: 60, from },
      [...MOVED(40), "return sale -10", "return first -10"],
    ],
    [
      "gives back to each lot what it had lost, the first one first",
      30,
      { took: 50, takes: 50, from: [lost(FIRST, 20), lost(SECOND, 30)] },
      ["return sale -30", "restore first 20", "restore second 10"],
    ],
    [
      "gives back no more than it took",
      100,
      { took: 40, takes: 40, from: [lost(FIRST, 60)] },
      MOVED(40),
    ],
    [
      "is paid for what it left owing",
      100,
      { took: 40, takes: 40, owed: 40 },
      ["recover sale -40"],
    ],
    ["is paid as far as there is", 15, { took: 40, takes: 40, owed: 40 }, ["recover sale -15"]],
    [
      "takes what was written off of it",
      100,
      { took: 40, takes: 40, writtenOff: 40 },
      ["write_off sale -40"],
    ],
    [
      "is paid for first, then takes what was written off, and moves the rest",
      50,
      { took: 60, takes: 60, owed: 25, writtenOff: 15, from: [lost(FIRST, 60)] },
      ["recover sale -25", "write_off sale -15", "return sale -10", "restore first 10"],
    ],
    [
      "moves only what it holds of other lots",
      100,
      { took: 60, takes: 60, owed: 25, writtenOff: 15, from: [lost(FIRST, 60)] },
      ["recover sale -25", "write_off sale -15", "return sale -20", "restore first 20"],
    ],
    [
      "gives what no lot can have back to the sale's",
      100,
      { took: 40, takes: 0 },
      ["restore sale 40"],
    ],
    [
      "pays what it left owing with that too",
      5,
      { took: 40, takes: 10, owed: 40 },
      ["restore sale 30", "recover sale -35"],
    ],
    ["gives it to a new lot if the sale has none", null, { took: 40, takes: 30 }, ["issue new 10"]],
    [
      "which pays what is owed",
      null,
      { took: 40, takes: 10, owed: 40 },
      ["issue new 30", "recover new -30"],
    ],
    [
      "but for what was written off",
      null,
      { took: 40, takes: 10, writtenOff: 20 },
      ["issue new 30", "write_off new -20"],
    ],
    [
      "which is never more than all of it",
      null,
      { took: 40, takes: 10, writtenOff: 40 },
      ["issue new 30", "write_off new -30"],
    ],
    // Another return of the sale may have used up its lot.
    [
      "gives it back to a lot that is used up, which pays what is owed",
      0,
      { took: 40, takes: 10, owed: 40 },
      ["restore sale 30", "recover sale -30"],
    ],
    [
      "gives it back to a lot that is used up, but for what was written off",
      0,
      { took: 40, takes: 10, writtenOff: 40 },
      ["restore sale 30", "write_off sale -30"],
    ],
    ["that took nothing and takes nothing does nothing", 100, {}, []],
  ])("%s (%j in the sale's lot)", ([, own, of, entries]) => {
    expect(shownFor(own, of)).toEqual(entries);
  });

  test("takes from the sale's pending lots first, and from no others' or other points", () => {
    const soon = { activeAt: addMs(NOW, DAY_MS) };
    const held = account([
      holding(SALE, 20),
      holding(PENDING, 15, soon),
      holding(FIRST, 0),
      holding(SECOND, 500),
      { ...pointLot(6, 500, OTHER), lotId: SALE.lotId },
    ]);
    expect(shown(drafted(held, { took: 40, takes: 40, from }))).toEqual([
      "return pending -15",
      "return sale -20",
      "restore first 35",
    ]);
  });

  test("pays no money with what a new lot gets, whatever the policy is", () => {
    const { outstanding } = owing(10);
    const owed = [...outstanding, { ...HONOURED, amount: 50, since: RETURNED }];
    const drafts = drafted(account([], { outstanding: owed }), { took: 40, takes: 0, owed: 10 });
    expect(shown(drafts)).toEqual(["issue new 40", "recover new -10"]);
  });

  test("is written as of the return, by it, and never before a lot was there", () => {
    const fresh = holding(FRESH, 0, { issuedAt: addMs(RETURNED, DAY_MS) });
    const held = account([holding(SALE, 100), FIRST, fresh]);
    const drafts = drafted(held, {
      ...{ took: 40, takes: 40 },
      from: [lost(FIRST, 10), lost(fresh, 30)],
    });
    expect(
      drafts.map(({ entryId, occurredAt, source, valueCents }) => [
        ...[Number(entryId.split(":")[1]), occurredAt, source.id, valueCents],
      ]),
    ).toEqual([
      [3, RETURNED, "77", -40],
      [4, RETURNED, "77", 10],
      [5, fresh.issuedAt, "77", 30],
    ]);
    expect(drafts.every(({ expiresAt }) => expiresAt === null)).toBe(true);
  });

  test("changes what somebody has, less what they owe, by what it no longer takes", () => {
    const amount = fc.nat({ max: 60 });
    const cases = fc.record({
      ...{ own: amount, pending: amount, takes: amount, first: amount, second: amount },
      ...{ owed: amount, writtenOff: amount, expired: amount },
    });
    fc.assert(
      fc.property(cases, ({ own, pending, takes, first, second, ...more }) => {
        const { owed, writtenOff, expired } = more;
        const sale = own === 0 ? [] : [holding(SALE, own - 1), holding(PENDING, pending)];
        const lots = [...sale, FIRST, SECOND];
        const before = account(lots, owing(owed));
        const took = first + second + owed + writtenOff + expired;
        const of = { took, takes, owed, writtenOff };
        const drafts = drafted(before, { ...of, from: [lost(FIRST, first), lost(SECOND, second)] });
        const after = foldAccount(drafts, before);
        const kept = drafts.reduce(
          (sum, { kind, amount: moved }) => sum + (kind === "write_off" ? -moved : 0),
          0,
        );
        expect(worthOf(after) - worthOf(before)).toBe(took - takes - kept);
        expect(kept).toBeLessThanOrEqual(writtenOff);
        for (const [{ lotId }, most] of [
          [FIRST, first],
          [SECOND, second],
        ] as const) {
          const left = after.lots.find((each) => each.lotId === lotId)?.remaining ?? 0;
          expect(left).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

const worthOf = ({ lots, outstanding }: Account): number =>
  lots.reduce((sum, { remaining }) => sum + remaining, 0) -
  outstanding.reduce((sum, { amount }) => sum + amount, 0);
