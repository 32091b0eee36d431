import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { isActive } from "#shared/ledger/lot.ts";
import { createRandom } from "#sync-server/demo/random.ts";
import { exchangePoints } from "#sync-server/incentive/rewards/exchange-points.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { findProfile } from "#sync-server/profile/find-profile.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  foundWholeProgramme,
  REGULAR_AT,
  REWARD_PRICE,
} from "#sync-server/testing/whole-programme.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";
import { importFile } from "./import-file.ts";
import { ONLINE_RETAIL } from "./import-invoices.ts";
import { COLUMNS } from "./records.ts";

/**
 * A file of sales under a whole programme. What each customer then has must be what an awk script
 * makes of the file, which knows nothing of the server.
 *
 * REGULARS_RETAIL_FILE names a real file in the layout (.csv or .csv.gz), and REGULARS_RETAIL_END
 * the local time at which to compare.
 */
const REAL_FILE = process.env["REGULARS_RETAIL_FILE"];
const END = REAL_FILE
  ? (process.env["REGULARS_RETAIL_END"] ?? "2011-06-01 00:00:00")
  : "2011-06-01 00:00:00";

const ZONE = timeZoneSchema.parse("Europe/London");
const endsAt = assertDefined(parseLocal(END, ZONE), "REGULARS_RETAIL_END is a local time");

/** The programme is there before its first sale. */
const BEFORE = instant(Date.UTC(2009, 0, 1));

const folder = mkdtempSync(join(tmpdir(), "regulars-reconcile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.for(databases)("a file under a whole programme on $name", ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
    await database.transact(foundWholeProgramme, BEFORE);
  });
  afterEach(() => database.drop());

  it("comes to what the file alone says, for every customer", { timeout: 3_600_000 }, async () => {
    const path = join(folder, "sales.csv");
    writeFileSync(path, REAL_FILE ? textOf(REAL_FILE) : sampleFile());
    // What is pending then must still be, so points aren't joined with later ones ([L15]).
    const store = await database.open({ clock: () => endsAt });
    const location = await store.write("prepareImport", TEST_TENANT, { location: "shop" });
    assert(location.ok, "the import is prepared");
    await importFile(
      { store, tenantId: TEST_TENANT, now: () => instant(Date.now()) },
      { path, location: location.value, dates: "iso", onProgress: () => undefined },
    );

    const expected = reckon(path);
    expect(expected.length).toBeGreaterThan(20);
    const found: Standing[] = [];
    for (const { customer } of expected) found.push(await standingOf(database, customer));
    expect(found).toEqual(expected);
    seeThatMuchHappened(expected);
    const verified = await database.transact((deps) => verifyLedger(deps), endsAt);
    expect(verified).toMatchObject({ isWhole: true, brokenLinks: [], differences: [] });
  });
});

/**
 * What a customer has at the end: points are whole, and `exchanged` counts the rewards paid for.
 */
type Standing = {
  readonly customer: string;
  readonly spendable: number;
  readonly pending: number;
  readonly owed: number;
  readonly tier: string;
  readonly unlocked: number;
  readonly exchanged: number;
};

/** What the awk script says. */
const reckon = (path: string): readonly Standing[] => {
  const script = join(import.meta.dirname, "reconcile.awk");
  const said = execFileSync("awk", ["-v", `end=${END}`, "-f", script, path], { encoding: "utf8" });
  return said
    .trim()
    .split("\n")
    .map((line) => {
      const [customer = "", spendable, pending, , tier = "", sales] = line.split(" ");
      const exchanged = Math.floor(Number(spendable) / REWARD_PRICE);
      return {
        customer,
        spendable: Number(spendable) - exchanged * REWARD_PRICE,
        pending: Number(pending),
        owed: 0,
        tier,
        unlocked: Number(sales) >= REGULAR_AT ? 1 : 0,
        exchanged,
      };
    });
};

/** Exchanges all the points that a customer can, and reads what they then have. */
const standingOf = (database: TestDatabase, customer: string): Promise<Standing> =>
  database.transact(async (deps) => {
    const profileId = assertDefined(
      await findProfile(deps, { handle: ONLINE_RETAIL, value: customer }),
      "each customer of the file has a profile",
    );
    let exchanged = 0;
    while (await exchange(deps, profileId)) exchanged += 1;
    const { lots, outstanding } = await readAccount(deps, profileId);
    const points = lots.filter(({ unit }) => unit === "point");
    const held = (isNow: boolean) =>
      points
        .filter((lot) => isActive(lot, endsAt) === isNow)
        .reduce((sum, { remaining }) => sum + remaining / 100, 0);
    const programme = await loadProgramme(deps);
    const standings = await readTierStandings(
      deps,
      programme,
      [{ id: profileId, region: "" }],
      endsAt,
    );
    const [tiers] = standings.get(profileId) ?? [];
    return {
      customer,
      spendable: held(true),
      pending: held(false),
      owed: outstanding.reduce((sum, { amount }) => sum + amount / 100, 0),
      tier: tiers?.standing.held?.tier.name ?? "-",
      unlocked: lots.filter((lot) => lot.unit === "reward").length - exchanged,
      exchanged,
    };
  }, endsAt);

const exchange = async (deps: WriteDeps, profileId: ProfileId): Promise<boolean> => {
  const definition = { handle: "for-points" };
  return (await exchangePoints(deps, { profileId, definition, commandId: null })).ok;
};

/** A file in which nothing of a kind happens would prove nothing about it. */
const seeThatMuchHappened = (standings: readonly Standing[]): void => {
  for (const what of ["spendable", "pending", "unlocked", "exchanged"] as const) {
    expect(standings.filter((each) => each[what] > 0).length, what).toBeGreaterThan(0);
  }
  expect(new Set(standings.map(({ tier }) => tier)).size).toBe(4);
};

const textOf = (path: string): Buffer => {
  const bytes = readFileSync(path);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
};

/** Sales and returns of forty customers and of guests, in the order of their time. */
const sampleFile = (): string => {
  const random = createRandom(3);
  const rows = [COLUMNS.join(",")];
  const dayMs = 24 * 3_600_000;
  const start = Date.UTC(2010, 11, 1, 9);
  const invoices = 400;
  for (let index = 0; index < invoices; index++) {
    const isReturn = random.chance(0.12);
    const at = new Date(start + Math.floor((index * 180 * dayMs) / invoices));
    const date = at.toISOString().slice(0, 19).replace("T", " ");
    // Some buy much more often than others.
    const member = random.between(0, random.between(0, 39));
    const customer = random.chance(0.1) ? "" : `${12_000 + member}.0`;
    for (let line = random.between(1, 4); line > 0; line--) {
      const [stock, price] = random.pick(STOCK);
      const quantity = random.between(1, 12) * (isReturn ? -1 : 1);
      const number = `${isReturn ? "C" : ""}${536_365 + index}`;
      rows.push(
        [number, stock, '"HEARTS, SET OF 3"', quantity, date, price, customer, "UK"].join(),
      );
    }
  }
  return rows.join("\n");
};

const STOCK = [
  ["85123A", "2.55"],
  ["71053", "3.39"],
  ["22423", "12.75"],
  ["84879", "1.69"],
  ["POST", "18.00"],
  ["gift_0001_20", "20.00"],
] as const;
