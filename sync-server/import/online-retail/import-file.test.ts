import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { DATABASE_FILE } from "#sync-server/open-store.ts";
import type { Store } from "#sync-server/store.ts";
import { bundledProgram } from "#sync-server/testing/bundled-program.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { importFile } from "./import-file.ts";
import { COLUMNS } from "./records.ts";
import { formatReport, isAllRejected } from "./report.ts";
import type { DateOrder } from "./retail-date.ts";

const folder = mkdtempSync(join(tmpdir(), "regulars-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = COLUMNS.join(",");

let files = 0;
const fileOf = (rows: readonly string[], encode = (text: string) => Buffer.from(text)): string => {
  const path = join(folder, `transactions-${++files}.csv`);
  writeFileSync(path, encode([HEADER, ...rows].join("\n")));
  return path;
};

const row = (invoice: string, changes: Partial<Record<(typeof COLUMNS)[number], string>> = {}) =>
  COLUMNS.map(
    (column) =>
      changes[column] ??
      {
        InvoiceNo: invoice,
        StockCode: "85123A",
        Description: "HANGING HEART",
        Quantity: "2",
        InvoiceDate: "2011-01-04 10:00:00",
        UnitPrice: "2.55",
        CustomerID: "17850.0",
        Country: "United Kingdom",
      }[column],
  ).join(",");

describe.for(databases)("importing a file on $name", ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await create();
    store = await database.open();
  });
  afterEach(() => database.drop());

  const run = async (path: string, dates: DateOrder = "iso") => {
    const location = await store.write("prepareImport", TEST_TENANT, { location: "shop" });
    if (!location.ok) throw new Error(location.error);
    return importFile(
      { store, tenantId: TEST_TENANT, now: () => instant(Date.UTC(2026, 0, 5)) },
      { path, location: location.value, dates, onProgress: () => undefined },
    );
  };
  const sumOf = async (sql: string): Promise<number> => {
    const [first] = await database.run(sql);
    return Number(Object.values(first ?? {})[0]);
  };
  const soldCents = () => sumOf("select coalesce(sum(total_cents), 0) from transactions");
  const points = () =>
    sumOf("select coalesce(sum(amount), 0) / 100 from ledger_entries where unit = 'point'");

  it("makes an invoice a transaction, a cancellation a return, and a missing buyer a guest", async () => {
    const { report, fileMilliCents } = await run(
      fileOf([
        row("1", { Quantity: "10" }),
        row("1", { StockCode: "POST", UnitPrice: "18.00", Quantity: "1" }),
        row("2", { CustomerID: "" }),
        row("C3", { Quantity: "-1" }),
        row("4", { Quantity: "-5", UnitPrice: "0.0", CustomerID: "" }),
        row("A5", { UnitPrice: "-11.00", Quantity: "1", CustomerID: "" }),
      ]),
    );
    expect(report).toMatchObject({
      rows: 6,
      transactions: 2,
      returns: 1,
      adjustments: 1,
      accounting: 1,
      guests: 1,
      profilesMade: 1,
      rejectedRows: 0,
      points: 100 * (25 - 2),
    });
    expect(fileMilliCents).toBe((4350 + 510 - 255 - 1100) * 1000);
    expect(await soldCents()).toBe(4350 + 510 - 255);
    expect(await points()).toBe(23);
    expect(
      formatReport(report, { name: "f", milliCents: fileMilliCents, currency: "GBP" }),
    ).toContain("The totals reconcile with the file.");
  });

  it("doubles nothing when run again, compressed or not", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(String(100 + index)));
    await run(fileOf(rows));
    const before = { cents: await soldCents(), points: await points() };
    const again = await run(fileOf(rows, (text) => gzipSync(Buffer.from(text))));
    expect(again.report).toMatchObject({ unchanged: 60, profilesMade: 0 });
    expect({ cents: await soldCents(), points: await points() }).toEqual(before);
  });

  it("keeps an invoice together even if its lines are scattered", async () => {
    await run(fileOf([row("1"), row("2"), row("1", { Quantity: "3" })]));
    expect(await sumOf("select total_cents from transactions where external_id = '1'")).toBe(1275);
  });

  it("rejects a bad row with its line number and imports the rest of its invoice", async () => {
    const { report, fileMilliCents } = await run(
      fileOf([
        row("1"),
        row("1", { Quantity: "many" }),
        '1,2,"torn',
        row("1", { UnitPrice: "1.00" }),
      ]),
    );
    expect(report.rejected.map(({ line }) => line)).toEqual([3, 4]);
    expect(report).toMatchObject({ rows: 4, transactions: 1, rejectedRows: 2 });
    expect(isAllRejected(report)).toBe(false);
    expect(await soldCents()).toBe(710);
    const text = formatReport(report, { name: "f", milliCents: fileMilliCents, currency: "GBP" });
    expect(text).toMatch(/2 rows of the file were rejected[\s\S]*line 3: Quantity "many"/);
    expect(text).not.toContain("reconcile");
  });

  it("reads a quoted field spanning two lines as one sale, and the totals reconcile", async () => {
    const { report, fileMilliCents } = await run(
      fileOf([
        row("1", { Description: '"HANGING\nHEART"', Quantity: "6" }),
        row("2", { InvoiceDate: "2011-01-04 11:00:00" }),
      ]),
    );
    expect(report).toMatchObject({ rows: 2, transactions: 2, rejectedRows: 0 });
    expect(await soldCents()).toBe(1530 + 510);
    const [item] = await database.run("select name from transaction_items where quantity = 6");
    expect(item).toEqual({ name: "HANGING HEART" });
    expect(
      formatReport(report, { name: "f", milliCents: fileMilliCents, currency: "GBP" }),
    ).toContain("The totals reconcile with the file.");
  });

  it("reads the dates of the public copy with --dates mdy", async () => {
    const path = fileOf([row("1", { InvoiceDate: "12/1/2010 8:26" })]);
    expect((await run(path)).report).toMatchObject({ transactions: 0, rejectedRows: 1 });
    expect((await run(path, "mdy")).report).toMatchObject({ transactions: 1, rejectedRows: 0 });
    expect(await sumOf("select transacted_at from transactions")).toBe(
      Date.UTC(2010, 11, 1, 8, 26),
    );
  });

  it("tells a file with another layout from one with bad rows", async () => {
    const { report } = await run(fileOf(["1;two;three", "2;two;three"]));
    expect(report).toMatchObject({ rows: 2, rejectedRows: 2 });
    expect(isAllRejected(report)).toBe(true);
  });

  it("reads another encoding", async () => {
    await run(
      fileOf([row("1", { Description: "\u00a3 SIGN" })], (text) => Buffer.from(text, "latin1")),
    );
    const [item] = await database.run("select name from transaction_items");
    expect(item).toEqual({ name: "£ SIGN" });
  });

  it("refuses a tenant with another currency before writing anything", async () => {
    await run(fileOf([row("1")]));
    await database.run("update tenants set currency = 'AUD'");
    const refused = await store.write("prepareImport", TEST_TENANT, { location: "shop" });
    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining("AUD") });
  });
});

describe("an import that is killed", () => {
  /** Enough for every kill to come in time. */
  const ROWS = 800;

  it("continues where it stopped, and its totals match the file", async () => {
    const rows = Array.from({ length: ROWS }, (_, index) =>
      row(String(10_000 + index), { CustomerID: `${index % 50}.0` }),
    );
    const path = fileOf(rows);
    const data = join(folder, "killed");
    let kills = 0;
    for (const imported of [1, 150, 300]) {
      if ((await runCli(path, data, imported)) === null) kills += 1;
    }
    const printed = await runCli(path, data, null);
    expect(kills).toBe(3);
    expect(printed).toContain("The totals reconcile with the file.");
    expect(printed).toMatch(new RegExp(`Transactions +${ROWS}, £4,080\\.00`));
    const again = await runCli(path, data, null);
    expect(again).toMatch(new RegExp(`Already there +${ROWS}`));
  }, 120_000);
});

/**
 * Runs the program, and kills it once that many transactions are there if asked. Returns what it
 * printed, or null if it was killed.
 */
const runCli = async (
  path: string,
  data: string,
  killAt: number | null,
): Promise<string | null> => {
  const program = await bundledProgram("import");
  return new Promise((done) => {
    const child = spawn(process.execPath, [program, "online-retail", path, "--data", data], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.on("data", (text) => {
      printed += String(text);
    });
    const kill = () => {
      if (killAt !== null && countTransactions(data) >= killAt) child.kill("SIGKILL");
    };
    const timer = setInterval(kill, 10);
    child.on("exit", (_code, signal) => {
      clearInterval(timer);
      done(signal === null ? printed : null);
    });
  });
};

/** None until the program has made the database and its tables. */
const countTransactions = (data: string): number => {
  try {
    const database = new DatabaseSync(join(data, DATABASE_FILE), { readOnly: true });
    try {
      return Number(database.prepare("select count(*) as n from transactions").get()?.["n"]);
    } finally {
      database.close();
    }
  } catch {
    return 0;
  }
};
