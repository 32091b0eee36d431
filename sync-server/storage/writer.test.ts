import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { TEST_TENANT } from "#sync-server/testing/databases.ts";
import type { Sql } from "./sql.ts";
import { openSqlite, type SqliteConnection, sqliteSnapshot } from "./sqlite.ts";
import { commitTogether, transactOn } from "./writer.ts";
import { startWriterThread } from "./writer-thread.ts";

describe("group commit on sqlite", () => {
  let folder: string;
  let path: string;
  let connection: SqliteConnection;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "regulars-writer-"));
    path = join(folder, "test.sqlite");
    connection = openSqlite(path, "write");
    connection.database.exec("create table t (n integer primary key, filler text) strict");
  });
  afterEach(() => {
    if (connection.database.isOpen) connection.database.close();
    rmSync(folder, { recursive: true });
  });

  const insert =
    (n: number, filler = "") =>
    (transaction: Sql) =>
      sql`insert into t values (${n}, ${filler})`.execute(transaction);
  const numbers = () =>
    connection.database
      .prepare("select n from t order by n")
      .all()
      .map((row) => row["n"]);

  test("one that throws rolls back only itself", async () => {
    const outcomes = await commitTogether<unknown>(connection, [
      insert(1),
      async (transaction) => {
        await insert(2)(transaction);
        throw new Error("no");
      },
      insert(3),
      insert(1),
    ]);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true, false]);
    expect(numbers()).toEqual([1, 3]);
  });

  test("nobody sees a write before its whole group is committed", async () => {
    const seen: number[] = [];
    const count = () =>
      sqliteSnapshot(path, async (snapshot) => {
        const { rows } = await sql<{ n: number }>`select count(*) as n from t`.execute(snapshot);
        return rows[0]?.n ?? -1;
      });
    await commitTogether<unknown>(connection, [
      insert(1),
      async () => {
        seen.push(await count());
      },
      insert(2),
    ]);
    seen.push(await count());
    expect(seen).toEqual([0, 2]);
  });

  test("a full disk fails the whole group, and the next one still works", async () => {
    const { page_count: pages } = connection.database.prepare("pragma page_count").get() ?? {};
    connection.database.exec(`pragma max_page_count = ${Number(pages) + 4}`);
    const outcomes = await commitTogether<unknown>(connection, [
      insert(1),
      insert(2, "x".repeat(100_000)),
      insert(3),
    ]);
    expect(outcomes.every((outcome) => !outcome.ok)).toBe(true);
    expect(String(outcomes[0]?.ok === false && outcomes[0].error)).toMatch(/full/);
    expect(numbers()).toEqual([]);
    connection.database.exec("pragma max_page_count = 100000");
    expect((await commitTogether<unknown>(connection, [insert(4)]))[0]?.ok).toBe(true);
    expect(numbers()).toEqual([4]);
  });

  test("the remaining statements of a failed write don't reach the next transaction", async () => {
    let straggler: Promise<unknown> = Promise.resolve();
    const failing = async (transaction: Sql) => {
      straggler = (async () => {
        for (let turn = 0; turn < 20; turn++) await null;
        await insert(66)(transaction);
      })();
      straggler.catch(() => {});
      throw new Error("no");
    };
    await commitTogether<unknown>(connection, [failing, insert(1)]);
    await expect(straggler).rejects.toThrow(/after the end/);
    expect(numbers()).toEqual([1]);
  });

  test("a single piece of work returns its value or throws its error", async () => {
    const transact = transactOn(connection);
    expect(await transact(async () => 7)).toBe(7);
    await expect(transact(() => Promise.reject(new Error("why")))).rejects.toThrow("why");
  });

  test("a connection that lacks a setting for durability is refused with a reason", () => {
    const read = (pragma: string) =>
      Object.values(connection.database.prepare(`pragma ${pragma}`).get() ?? {})[0];
    expect(read("journal_mode")).toBe("wal");
    expect(read("synchronous")).toBe(2);
    expect(read("foreign_keys")).toBe(1);
    expect(read("trusted_schema")).toBe(0);
    expect(read("cell_size_check")).toBe(1);
    expect(() => openSqlite(":memory:", "write")).toThrow(/ignored "pragma journal_mode = wal"/);
  });
});

describe("the writer's thread", () => {
  test("when it dies, waiting and later writes fail, and the server is notified once", async () => {
    const fatal: Error[] = [];
    const thread = await startWriterThread({
      program: new URL("../testing/dying-writer.ts", import.meta.url),
      path: "",
      isStrict: true,
      onCommit: () => {},
      onFatal: (error) => fatal.push(error),
    });
    const request = {
      name: "redeem",
      tenantId: TEST_TENANT,
      now: instant(0),
      actor: "command-line",
      input: null,
    } as const;
    const waiting = Promise.allSettled([thread.write(request), thread.write(request)]);
    const reasons = (await waiting).map(
      (outcome) => outcome.status === "rejected" && String(outcome.reason),
    );
    expect(reasons).toEqual(Array(2).fill(expect.stringContaining("the disk is on fire")));
    await expect(thread.write(request)).rejects.toThrow(/died/);
    expect(fatal).toHaveLength(1);
  });
});
