import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { DEFAULT_REDEMPTION_POLICY, type RedemptionPolicy } from "#shared/redemption/policy.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { setPolicy } from "#sync-server/organisation/set-policy.ts";
import { foundYear, joinYear, type YearChain } from "#sync-server/simulation/year/found-year.ts";
import { liveYear, type YearStanding } from "#sync-server/simulation/year/live-year.ts";
import type { YearAct } from "#sync-server/simulation/year/year-history.ts";
import type { Variant } from "#sync-server/simulation/year/year-plan.ts";
import type { DialectName } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { checkKeptFirst, readKeptCases } from "#sync-server/testing/kept-cases.ts";
import { newCommandId, newProfileId } from "#sync-server/testing/seed.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import {
  actsOf,
  histories,
  historySchema,
  inTwo,
  inWholeAmounts,
  rearranged,
  START,
} from "./histories.ts";

const KEPT = join(import.meta.dirname, "kept-histories.jsonl");

/** When a life is looked at: as it ends, once points have come and gone, and a year after. */
const LOOKS = [365, 500, 800].map((days) => addMs(START, days * DAY_MS));

/** In front of every name and handle where all have another one. */
const PREFIX = "other-";

const RUNS: Readonly<Record<DialectName, number>> = { sqlite: casesOf(2), postgres: casesOf(1) };

const { version: _version, ...usualPolicy } = DEFAULT_REDEMPTION_POLICY;
const NEVER_REACHED: Omit<RedemptionPolicy, "version"> = {
  ...usualPolicy,
  saleLimits: { ...usualPolicy.saleLimits, maxPerSaleCents: cents(100_000_000) },
  velocityLimits: (["redemption", "manual_issue"] as const).map((counted) => ({
    ...{ counted, per: "profile", maxPerHour: 1000, whenOver: "block" },
  })),
};

/** The acts that the API takes under an idempotency key. */
const HAS_KEY: Readonly<Record<YearAct["kind"], boolean>> = {
  sale: false,
  correct: false,
  return: false,
  void: false,
  claim: false,
  issue: true,
  credit: true,
  exchange: true,
  redeem: true,
  reverse: false,
  giveBack: true,
  claimBenefit: true,
  useBenefit: true,
  card: true,
  payByCard: true,
  freeze: true,
  unfreeze: false,
};

/** What a life comes to, under the usual names. */
const plain = (looks: Looks) =>
  z.json().parse(JSON.parse(JSON.stringify(looks).replaceAll(PREFIX, "")));

const pointsIn = (held: YearStanding["held"]) =>
  Object.entries(held).filter(([lot]) => lot.startsWith("point "));

/** What depends on how much was bought, not on how often: no rewards for the fifth sale. */
const ofWhatIsSummed = (standings: readonly YearStanding[]) =>
  standings.map(({ held, owed, tiers, achievements }) => ({
    ...{ owed, tiers },
    points: pointsIn(held).sort(),
    achievements: achievements.filter(({ handle }) => handle === "month"),
  }));

/**
 * Everything but which lots are left and which levels are unlocked. The points that arrive first
 * pay a debt ([P4]). A level that was reached before a return arrived stays ([M5]).
 */
const inTotal = (standings: readonly YearStanding[]) =>
  standings.map(({ held, achievements, ...standing }) => ({
    ...standing,
    points: pointsIn(held).reduce((total, [, amount]) => total + amount, 0),
    others: Object.entries(held)
      .filter(([lot]) => !lot.startsWith("point "))
      .sort(),
    achievements: achievements.map(({ progress, ...achievement }) => ({
      ...achievement,
      score: progress?.score,
    })),
  }));

const isOk = (answer: unknown): boolean =>
  z.object({ ok: z.literal(true) }).safeParse(answer).success;

type Looks = readonly (readonly YearStanding[])[];
type Place = { readonly database: TestDatabase; readonly chain: YearChain };
type Life = ReturnType<typeof liveYear>;

/** The chains that a life can be lived in. What differs must make no difference. */
const CHAINS = {
  usual: {},
  /** Where it doesn't matter which points pay a debt, or whether a level is reached. */
  timeless: { isTimeless: true },
  renamed: { prefix: PREFIX },
  capped: { hasBudgets: true },
} as const satisfies Record<string, Variant>;
type ChainName = keyof typeof CHAINS;

describe.for(databases)("a history that is told otherwise ends the same on $name", (kind) => {
  const places = new Map<ChainName, Place>();
  beforeAll(async () => {
    for (const name of namesOf(CHAINS)) {
      const database = await kind.create();
      const found = { members: [], variant: CHAINS[name] };
      const chain = await database.transact((deps) => foundYear(deps, found), START);
      if (name === "capped") {
        await database.transact((deps) => setPolicy(deps, NEVER_REACHED), START);
      }
      places.set(name, { database, chain });
    }
  });
  afterAll(() => Promise.all([...places.values()].map(({ database }) => database.drop())));

  /** What a new member has after these acts. */
  const live = async (
    name: ChainName,
    acts: readonly YearAct[],
    does = (life: Life, act: YearAct): Promise<unknown> => life.act(act),
  ): Promise<Looks> => {
    const { database, chain } = assertDefined(places.get(name), name);
    const joining = { members: [newProfileId()], shops: chain.shops };
    const profileIds = await database.transact((deps) => joinYear(deps, joining), START);
    const life = liveYear(database, { ...chain, profileIds }, newCommandId());
    for (const act of acts) await does(life, act);
    const seen = [];
    for (const at of LOOKS) seen.push(await life.look(at));
    return seen;
  };

  const repeated = async (life: Life, act: YearAct): Promise<void> => {
    const [first, second] = await life.act(act, 2);
    if (HAS_KEY[act.kind]) expect(second).toEqual(first);
  };

  /** Redeems something after each act, and takes it back. */
  const undone = async (life: Life, act: YearAct): Promise<void> => {
    await life.act(act);
    const by = { at: addMs(act.at, 1), member: act.member };
    const strategies = ["points", "rewards", "credits"] as const;
    const redeem: YearAct = { kind: "redeem", ...by, amountCents: 700, strategies };
    const [answer] = await life.act(redeem);
    if (isOk(answer)) await life.act({ kind: "reverse", ...by });
  };

  /** Checks that two ways to live each history come to the same. */
  const check = (
    one: (acts: readonly YearAct[]) => Promise<unknown>,
    other: (acts: readonly YearAct[]) => Promise<unknown>,
  ): Promise<void> =>
    checkKeptFirst(readKeptCases(KEPT, historySchema), histories, RUNS[kind.name], async (told) => {
      const acts = actsOf(told);
      expect(await other(acts)).toEqual(await one(acts));
    });
  const usual = async (acts: readonly YearAct[]) => plain(await live("usual", acts));

  it("[S5] when everything is sent twice", () =>
    check(usual, async (acts) => plain(await live("usual", acts, repeated))));

  it("[V1] when something is redeemed and taken back all the time", () =>
    check(usual, async (acts) => plain(await live("usual", acts, undone))));

  it("when everything has another name", () =>
    check(usual, async (acts) => plain(await live("renamed", acts))));

  it("[G1] [K1] [H1] under budgets and limits that are never reached", () =>
    check(usual, async (acts) => plain(await live("capped", acts))));

  it("[P13] [T2] [T8] [M2] when sales and returns arrive late, in another order", () => {
    const lived = async (acts: readonly YearAct[]) => (await live("timeless", acts)).map(inTotal);
    return check(lived, (acts) => lived(rearranged(acts)));
  });

  it("[P1] [T1] when each sale is split in two, as far as sales aren't counted", () => {
    const lived = async (acts: readonly YearAct[]) =>
      (await live("usual", acts)).map(ofWhatIsSummed);
    return check(
      (acts) => lived(inWholeAmounts(acts)),
      (acts) => lived(inTwo(inWholeAmounts(acts))),
    );
  });

  it("[L4] and the ledgers are whole after all of it", async () => {
    for (const { database } of places.values()) {
      const verified = await database.transact((deps) => verifyLedger(deps), LOOKS[2]);
      expect(verified).toMatchObject({ isWhole: true, brokenLinks: [], differences: [] });
    }
  });
});
