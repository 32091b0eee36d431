import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type TenantId, tenantIdSchema } from "#shared/kernel/ids.ts";
import { openPostgres, type PostgresConnection } from "#sync-server/storage/postgres.ts";
import {
  ACROSS_TENANTS,
  EVERY_TENANT,
  READ_BY_ALL,
  type TenantScope,
} from "#sync-server/storage/tenant-scope.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { WRITES_ACROSS_TENANTS } from "#sync-server/writes.ts";
import { migratePostgres } from "./migrate-postgres.ts";

const OURS = tenantIdSchema.parse("ours");
const THEIRS = tenantIdSchema.parse("theirs");

/** Without rows of tenants. */
const OF_THE_DATABASE = ["schema_migrations", "server_identity"];

type Column = { readonly name: string; readonly type: string };
type Table = {
  readonly name: string;
  readonly tenant: string;
  readonly columns: readonly Column[];
};

/** A value that fits any column with such a type: a text is also JSON. */
const madeUp = ({ type }: Column, tenant: TenantId, whole: number): string =>
  type === "text" ? `'"${tenant}"'` : type === "xid8" ? "pg_current_xact_id()" : String(whole);

const insertOf = ({ name, tenant, columns }: Table, tenantId: TenantId, whole: number): string => {
  const values = columns.map((column) =>
    column.name === tenant ? `'${tenantId}'` : madeUp(column, tenantId, whole),
  );
  const names = columns.map((column) => `"${column.name}"`);
  return `insert into ${name} (${names.join(", ")}) values (${values.join(", ")})`;
};

const postgres = databases.filter(({ name }) => name === "postgres");

describe.for(
  postgres.flatMap(({ createEmpty }) =>
    (["a superuser", "the owner of the tables"] as const).map((user) => ({ user, createEmpty })),
  ),
)("tenants on PostgreSQL, which is reached as $user (DOMAIN §2.1)", ({ user, createEmpty }) => {
  const role = `owner_${crypto.randomUUID().slice(0, 8)}`;
  let database: TestDatabase;
  let connection: PostgresConnection;
  let tables: readonly Table[];

  beforeAll(async () => {
    database = await createEmpty();
    const url = await urlOfUser();
    await migratePostgres(url);
    connection = openPostgres(url, 1);
    tables = await readTables();
    await fill();
  });
  afterAll(async () => {
    await connection.close();
    if (user !== "a superuser") {
      await database.run(`reassign owned by ${role} to current_user`);
      await database.run(`drop role ${role}`);
    }
    await database.drop();
  });

  const urlOfUser = async (): Promise<string> => {
    const url = assertDefined(database.options.databaseUrl, "its address");
    if (user === "a superuser") return url;
    await database.run(`create role ${role} login password '${role}'`);
    const [row] = await database.run("select current_database() as name");
    await database.run(`alter database "${row?.["name"]}" owner to ${role}`);
    await database.run(`alter schema public owner to ${role}`);
    return url.replace(/\/\/[^@]*@/, `//${role}:${role}@`);
  };

  const readTables = async (): Promise<readonly Table[]> => {
    const rows = await database.run(
      `select table_name as "table", column_name as name, data_type as type
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and table_type = 'BASE TABLE'
         and is_identity = 'NO' and is_generated = 'NEVER'`,
    );
    return [...Map.groupBy(rows, (row) => String(row["table"]))].map(([name, columns]) => ({
      name,
      tenant: name === "tenants" ? "id" : "tenant_id",
      columns: columns.map((row) => ({ name: String(row["name"]), type: String(row["type"]) })),
    }));
  };

  const guarded = () => tables.filter(({ name }) => !OF_THE_DATABASE.includes(name));

  /** One row of each tenant in each table, whatever they refer to. */
  const fill = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: database.options.databaseUrl ?? "" });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("set session_replication_role = replica");
    await client.query(`do $$ declare rule record; begin
      for rule in select conrelid::regclass as name, conname from pg_constraint
        where contype = 'c' and connamespace = 'public'::regnamespace
      loop execute format('alter table %s drop constraint %I', rule.name, rule.conname);
      end loop; end $$`);
    for (const table of guarded()) {
      await client.query(`alter table ${table.name} disable trigger user`);
      await client.query(insertOf(table, OURS, 1));
      // Some are numbered within all tenants.
      const theirs = await client.query(insertOf(table, THEIRS, 1)).catch(() => null);
      if (!theirs) await client.query(insertOf(table, THEIRS, 2));
    }
    await client.end();
  };

  /** The tables in which a statement of this scope finds a row of a tenant. */
  const reached = async (
    scope: TenantScope,
    tenantId: TenantId,
    statement: (table: Table, where: string) => string,
  ): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const table of guarded()) {
      const text = statement(table, `where ${table.tenant} = '${tenantId}'`);
      const { rows } = await connection.transact(scope, (transaction) =>
        sql.raw(text).execute(transaction),
      );
      if (rows.length > 0) found.push(table.name);
    }
    return found;
  };
  const select = ({ name }: Table, where: string) => `select 1 from ${name} ${where}`;
  const update = ({ name, tenant }: Table, where: string) =>
    `update ${name} set ${tenant} = ${tenant} ${where} returning 1`;
  const remove = ({ name }: Table, where: string) => `delete from ${name} ${where} returning 1`;

  const refusesToInsert = async (scope: TenantScope, tenantId: TenantId): Promise<void> => {
    for (const table of guarded()) {
      const inserting = connection.transact(scope, (transaction) =>
        sql.raw(insertOf(table, tenantId, 3)).execute(transaction),
      );
      await expect(inserting, table.name).rejects.toThrow(/row-level security policy/);
    }
  };

  const readByAll = Object.keys(READ_BY_ALL);

  test("every table but those of the database itself has a policy that binds its owner", async () => {
    const rows = await database.run(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and not (relrowsecurity and relforcerowsecurity and exists
           (select 1 from pg_policy where polrelid = pg_class.oid and polname = 'tenant'))
       order by relname`,
    );
    expect(rows.map((row) => row["relname"])).toEqual(OF_THE_DATABASE);
    const others = await database.run(
      "select distinct polrelid::regclass::text as name from pg_policy where polname <> 'tenant'",
    );
    const excepted = [...Object.keys(ACROSS_TENANTS), ...readByAll];
    expect(others.map((row) => row["name"]).toSorted()).toEqual(excepted.toSorted());
  });

  test("the server works as a user whom policies bind", async () => {
    const { rows } = await sql`
      select 1 from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)
    `.execute(connection.readAs(null));
    expect(rows).toEqual([]);
  });

  test("a tenant reaches its own rows alone, whatever a statement says", async () => {
    const all = guarded().map(({ name }) => name);
    expect(all.length).toBeGreaterThan(80);
    expect(await reached(OURS, OURS, select)).toEqual(all);
    expect(await reached(OURS, THEIRS, select)).toEqual(readByAll);
    expect(await reached(OURS, THEIRS, update)).toEqual([]);
    expect(await reached(OURS, THEIRS, remove)).toEqual([]);
    await refusesToInsert(OURS, THEIRS);
  });

  test("without a tenant nothing is reached", async () => {
    expect(await reached(null, THEIRS, select)).toEqual(readByAll);
    expect(await reached(null, THEIRS, update)).toEqual([]);
    expect(await reached(null, THEIRS, remove)).toEqual([]);
    await refusesToInsert(null, THEIRS);
  });

  test("reads on one connection each see their own tenant", async () => {
    const asked = [OURS, THEIRS, null, THEIRS, OURS] as const;
    const seen = await Promise.all(
      asked.map(async (scope) => {
        const found = await sql<{ id: string }>`select id from tenants`.execute(
          connection.readAs(scope),
        );
        return found.rows.map(({ id }) => id);
      }),
    );
    expect(seen).toEqual([[OURS], [THEIRS], [], [THEIRS], [OURS]]);
  });

  test("only what is due, and what is too old, is reached across tenants", async () => {
    const across = Object.entries(ACROSS_TENANTS);
    const deleted = across.filter(([, may]) => may === "delete").map(([name]) => name);
    const read = [...across.map(([name]) => name), ...readByAll].toSorted();
    expect((await reached(EVERY_TENANT, THEIRS, select)).toSorted()).toEqual(read);
    await refusesToInsert(EVERY_TENANT, THEIRS);
    expect((await reached(EVERY_TENANT, THEIRS, remove)).toSorted()).toEqual(deleted.toSorted());
    expect([...WRITES_ACROSS_TENANTS]).toEqual([
      "pruneAnswers",
      "pruneBatches",
      "pruneEvents",
      "pruneVelocity",
    ]);
  });
});
