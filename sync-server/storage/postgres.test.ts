import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { openPostgres, type PostgresConnection } from "./postgres.ts";
import type { Sql } from "./sql.ts";

describe.for(databases.filter(({ name }) => name === "postgres"))(
  "transactions on $name",
  ({ create }) => {
    let database: TestDatabase;
    let connection: PostgresConnection;
    beforeAll(async () => {
      database = await create();
      connection = openPostgres(database.options.databaseUrl ?? "", 4, { isOwner: true });
      await database.run("create table t (n bigint primary key, of text)");
    });
    afterAll(async () => {
      await connection.close();
      await database.drop();
    });

    const insert = (n: number) => (transaction: Sql) =>
      sql`insert into t values (${n})`.execute(transaction);
    const numbers = async () =>
      (await database.run("select n from t order by n")).map((row) => row["n"]);

    test("a transaction that loses the race for a key is retried, and sees what the winner wrote", async () => {
      let runs = 0;
      let reads = 0;
      const allHaveRead = Promise.withResolvers<void>();
      const insertOnce = () =>
        connection.transact(null, async (transaction) => {
          runs += 1;
          const { rows } = await sql<{ n: number }>`select n from t where n = 1`.execute(
            transaction,
          );
          reads += 1;
          if (rows.length > 0) return "was there";
          if (reads === 3) allHaveRead.resolve();
          await allHaveRead.promise;
          await insert(1)(transaction);
          return "inserted";
        });
      const answers = await Promise.all([insertOnce(), insertOnce(), insertOnce()]);
      expect(answers.toSorted()).toEqual(["inserted", "was there", "was there"]);
      expect(runs).toBeGreaterThan(3);
    });

    test("a deadlock is retried", async () => {
      await connection.transact(null, async (transaction) => {
        await insert(10)(transaction);
        await insert(11)(transaction);
      });
      let runs = 0;
      const bothHold = Promise.withResolvers<void>();
      const swap = (first: number, second: number) =>
        connection.transact(null, async (transaction) => {
          await sql`update t set of = 'x' where n = ${first}`.execute(transaction);
          runs += 1;
          if (runs === 2) bothHold.resolve();
          await bothHold.promise;
          await sql`update t set of = 'y' where n = ${second}`.execute(transaction);
        });
      await Promise.all([swap(10, 11), swap(11, 10)]);
      // On a busy machine the second try may meet the other transaction again.
      expect(runs).toBeGreaterThan(2);
    });

    test("a transaction whose reference is deleted meanwhile is retried, and sees that", async () => {
      await database.run("create table u (n bigint references t (n))");
      await database.run("insert into t values (12)");
      let runs = 0;
      const referring = await connection.transact(null, async (transaction) => {
        runs += 1;
        const { rows } = await sql`select n from t where n = 12`.execute(transaction);
        if (rows.length === 0) return "was gone";
        await database.run("delete from t where n = 12");
        await sql`insert into u values (12)`.execute(transaction);
        return "referred";
      });
      expect([referring, runs]).toEqual(["was gone", 2]);
    });

    test("statements sent together succeed or fail as one", async () => {
      const failing = connection.transact(null, (transaction) =>
        Promise.all([
          insert(20)(transaction),
          sql`insert into t values (21, ${"x"}), (22, null), (21, null)`.execute(transaction),
          insert(23)(transaction),
        ]),
      );
      await expect(failing).rejects.toThrow(/duplicate key/);
      expect(await numbers()).not.toContain(20);
      await connection.transact(null, (transaction) =>
        Promise.all([insert(20)(transaction), insert(21)(transaction)]),
      );
      expect(await numbers()).toEqual(expect.arrayContaining([20, 21]));
    });

    test("the remaining statements of a failed write don't reach another transaction", async () => {
      let straggler: Promise<unknown> = Promise.resolve();
      const ended = Promise.withResolvers<void>();
      const failing = connection.transact(null, async (transaction) => {
        straggler = (async () => {
          await ended.promise;
          await insert(66)(transaction);
        })();
        straggler.catch(() => {});
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      ended.resolve();
      await expect(straggler).rejects.toThrow(/after the end/);
      expect(await numbers()).not.toContain(66);
    });

    test("a lost connection fails its own write and no other", async () => {
      const cut = connection.transact(null, async (transaction) => {
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(transaction);
      });
      await expect(cut).rejects.toThrow();
      expect(await connection.transact(null, async () => "fine")).toBe("fine");
    });

    test("integers are numbers, and one too large for a number is a bug", async () => {
      const read = (text: string) =>
        sql<{ n: unknown }>`select ${sql.raw(text)} as n`.execute(connection.readAs(null));
      expect((await read("9007199254740991::bigint")).rows).toEqual([
        { n: Number.MAX_SAFE_INTEGER },
      ]);
      await expect(read("9007199254740993::bigint")).rejects.toThrow(/too large for a number/);
    });
  },
);
