import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "#sync-server/storage/migrate.ts";
import { openPostgres } from "#sync-server/storage/postgres.ts";
import { findPostgres, startPostgres, stopPostgres } from "./postgres-cluster.ts";

/** Set by the run's set-up: the folder in which its one cluster is. */
export const FOLDER_VARIABLE = "REGULARS_TEST_FOLDER";

/** True where tests have a PostgreSQL: one that was given, or one that can be started. */
export const hasPostgres = (): boolean =>
  Boolean(process.env["DATABASE_URL"]) || findPostgres() !== null;

/** True where a run must not go without. */
export const mustHaveAll = (): boolean => process.env["REGULARS_REQUIRE_ALL"] === "1";

/**
 * The URL of a new database with the newest tables, copied from the run's template. The first test
 * that asks starts the run's cluster, unless `DATABASE_URL` names one.
 */
export const createPostgresDatabase = async (): Promise<string> => {
  const folder = process.env[FOLDER_VARIABLE];
  if (!folder)
    throw new Error("The test run was started without its set-up, testing/global-setup.ts");
  const { template } = await once(join(folder, PREPARED), () => prepare(clusterIn(folder)));
  const name = `${databaseOf(template)}_${crypto.randomUUID().slice(0, 8)}`;
  await execute(inDatabase(template, "postgres"), [
    `create database ${name} template ${databaseOf(template)}`,
  ]);
  return inDatabase(template, name);
};

export const dropPostgresDatabase = (url: string): Promise<void> =>
  execute(inDatabase(url, "postgres"), [`drop database if exists ${databaseOf(url)} with (force)`]);

/** What the run has started goes with it. */
export const endPostgres = async (folder: string): Promise<void> => {
  await stopPostgres(clusterIn(folder));
  const file = join(folder, `${PREPARED}.json`);
  if (!process.env["DATABASE_URL"] || !existsSync(file)) return;
  const { template }: Prepared = JSON.parse(readFileSync(file, "utf8"));
  await dropPostgresDatabase(template);
};

const PREPARED = "postgres";
const clusterIn = (folder: string): string => join(folder, "cluster");

type Prepared = { readonly template: string };

const prepare = async (folder: string): Promise<Prepared> => {
  const server =
    process.env["DATABASE_URL"] ??
    (await startPostgres(folder, { isDurable: false })).urlOf("postgres");
  const name = `regulars_test_${crypto.randomUUID().slice(0, 8)}`;
  await execute(inDatabase(server, "postgres"), [`create database ${name}`]);
  const template = inDatabase(server, name);
  const connection = openPostgres(template, 1);
  await migrate({ dialect: "postgres", transact: connection.transact });
  await connection.close();
  return { template };
};

/** Does something once for all of the run's processes; the others wait for its result. */
const once = async (path: string, work: () => Promise<Prepared>): Promise<Prepared> => {
  const file = `${path}.json`;
  if (!existsSync(file) && isFirst(`${path}.lock`)) {
    const result = await work().catch((error: unknown) => ({ error: String(error) }));
    writeFileSync(`${file}.new`, JSON.stringify(result));
    renameSync(`${file}.new`, file);
  }
  for (let waitedMs = 0; waitedMs < WAIT_MAX_MS; waitedMs += WAIT_MS) {
    if (existsSync(file)) {
      const result: Prepared | { error: string } = JSON.parse(readFileSync(file, "utf8"));
      if ("error" in result) throw new Error(`PostgreSQL for tests: ${result.error}`);
      return result;
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  throw new Error("PostgreSQL for tests did not start in time");
};

const WAIT_MS = 50;
const WAIT_MAX_MS = 60_000;

const isFirst = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
};

/** Runs statements one by one on a connection of its own. */
export const execute = async (url: string, texts: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const text of texts) await client.query(text);
  } finally {
    await client.end();
  }
};

const databaseOf = (url: string): string => new URL(withHost(url)).pathname.slice(1);

const inDatabase = (url: string, database: string): string => {
  const changed = new URL(withHost(url));
  changed.pathname = `/${database}`;
  return changed.href.replace(`@${NO_HOST}`, "@");
};

/** A URL that names a socket has no host, which `URL` does not understand. */
const NO_HOST = "socket.invalid";
const withHost = (url: string): string => url.replace(/@\//, `@${NO_HOST}/`);
