import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import { seeded } from "#sync-server/simulation/world/seeded.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { foundYear } from "./found-year.ts";
import { liveYear } from "./live-year.ts";
import { drawYear, type YearAct } from "./year-history.ts";

/** A few members in every run; `REGULARS_YEAR_MEMBERS=1000` lives the year of a thousand. */
const MEMBERS = Number(process.env["REGULARS_YEAR_MEMBERS"] ?? 8);
const IS_LONG = process.env["REGULARS_YEAR_MEMBERS"] !== undefined;
const SEED = Number(process.env["REGULARS_YEAR_SEED"] ?? 1);

const TIME_LIMIT = { timeout: Math.max(300_000, MEMBERS * 30_000) };

/** From midsummer to midsummer, over 29 February 2028 and every change of the clocks. */
const START = instant(Date.UTC(2027, 5, 15));
const MONTHS = 13;
const MONTH_MS = 30 * DAY_MS;

/**
 * The same year is lived twice. Where the jobs run every day, expiries, pending points and
 * anniversaries are written down as they come; where they rarely run, only reading tells.
 */
const JOBS_EVERY_MS = [DAY_MS, 100 * DAY_MS];

describe.for(databases)("a year of a programme on $name", ({ name, create }) => {
  const lives: {
    readonly database: TestDatabase;
    readonly life: ReturnType<typeof liveYear>;
    /** Lives some acts, with its jobs before each that comes after a run of them is due. */
    readonly live: (acts: readonly YearAct[]) => Promise<void>;
  }[] = [];
  beforeAll(async () => {
    const ids = seeded(SEED, "members");
    const members = Array.from({ length: MEMBERS }, () => ids.uuid7(START));
    for (const everyMs of JOBS_EVERY_MS) {
      const database = await create();
      const chain = await database.transact((deps) => foundYear(deps, { members }), START);
      const life = liveYear(database, chain);
      let sweepAt = START;
      const live = async (acts: readonly YearAct[]) => {
        for (const act of acts) {
          if (act.at >= sweepAt) {
            await life.sweep(act.at);
            sweepAt = addMs(act.at, everyMs);
          }
          await life.act(act);
        }
      };
      lives.push({ database, life, live });
    }
  });
  afterAll(() => Promise.all(lives.map(({ database }) => database.drop())));

  test("[D6] reads the same whenever the jobs run, and ends whole", TIME_LIMIT, async () => {
    const startedAt = performance.now();
    const acts = drawYear(SEED, { start: START, members: MEMBERS, shops: 3 });
    for (let month = 1; month <= MONTHS; month++) {
      const [from, until] = [addMs(START, (month - 1) * MONTH_MS), addMs(START, month * MONTH_MS)];
      const inMonth = acts.filter(({ at }) => at >= from && at < until);
      await Promise.all(lives.map(({ live }) => live(inMonth)));
      await readAlike(until);
    }

    const end = addMs(START, 2 * MONTHS * MONTH_MS);
    for (const { life } of lives) await life.sweep(end);
    await readAlike(end);
    const happened: Happened[] = [];
    for (const { database, life } of lives) {
      expect(await life.sweep(end)).toEqual({ handled: 0, failed: 0 });
      const verified = await database.transact((deps) => verifyLedger(deps), end);
      expect(verified).toMatchObject({ isWhole: true, brokenLinks: [], differences: [] });
      happened.push(await seeThatMuchHappened(database, acts));
    }
    const [first] = happened;
    if (IS_LONG && first) print(name, first, performance.now() - startedAt);
  });

  const readAlike = async (at: Instant) => {
    const [first, ...others] = await Promise.all(lives.map(({ life }) => life.look(at)));
    for (const other of others) expect(other).toEqual(first);
  };

  /** A year in which nothing of a kind happened would prove nothing about it. */
  const seeThatMuchHappened = async (
    database: TestDatabase,
    acts: readonly YearAct[],
  ): Promise<Happened> => {
    const happened: Happened = {
      ...countOf(acts.map(({ kind }) => kind)),
      ...(await countsIn(database, "ledger_entries")),
      ...(await countsIn(database, "events")),
    };
    for (const kind of IS_LONG ? [...MUST_HAPPEN, ...RARE] : MUST_HAPPEN) {
      expect(happened[kind] ?? 0, `${kind} in ${JSON.stringify(happened)}`).toBeGreaterThan(0);
    }
    const [claimed] = await database.run(
      "select count(*) as n from transaction_claims where status = 'claimed'",
    );
    expect(Number(claimed?.["n"]), "claims that got their sale").toBe(happened["claim"]);
    const unlocked = await database.run(
      "select count(distinct definition_id) as n from achievement_unlocks where unlocked like '%trigger%'",
    );
    expect(Number(unlocked[0]?.["n"]), "achievements with an unlocked level").toBe(2);
    return happened;
  };
});

/** Acts, kinds of entries and events. A tier is maintained or lost on its anniversary. */
const MUST_HAPPEN = [
  ...["sale", "claim", "void", "exchange", "correct", "credit", "giveBack"],
  ...["card", "payByCard", "claimBenefit", "useBenefit", "freeze", "unfreeze"],
  ...["issue", "redeem", "reverse", "return", "expire"],
  ...["tier.achieved", "tier.maintained", "tier.lost", "achievement.unlocked"],
  ...["redemption.returned", "redemption.reversed", "account.frozen", "account.unfrozen"],
  ...["benefit.created", "benefit.expired", "credit.expired", "gift-card.activated"],
];

/** Points that were spent before their goods came back. */
const RARE = ["shortfall", "recover"];

const countsIn = async (database: TestDatabase, table: string) => {
  const rows = await database.run(`select kind, count(*) as times from ${table} group by kind`);
  return Object.fromEntries(rows.map(({ kind, times }) => [String(kind), Number(times)]));
};

const countOf = (kinds: readonly string[]) =>
  Object.fromEntries(
    [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]),
  );

type Happened = Readonly<Record<string, number>>;

/** Prints what happened in a long year, as figures. */
const print = (name: string, happened: Happened, ms: number) => {
  const rows = Object.entries(happened).map(([what, times]) => `  ${what}: ${times}`);
  const title = `A year of ${MEMBERS} members on ${name}, lived twice in ${Math.round(ms / 1000)} s:`;
  process.stdout.write(`${[title, ...rows].join("\n")}\n`);
};
