import { join } from "node:path";
import pg from "pg";
import { migrate } from "#sync-server/storage/migrate.ts";
import { openPostgres } from "#sync-server/storage/postgres.ts";
import { doneInRun, onceARun, runFolder } from "./once-a-run.ts";
import { findPostgres, startPostgres, stopPostgres } from "./postgres-cluster.ts";

/** True where tests have a PostgreSQL: one that was given, or one that can be started. */
export const hasPostgres = (): boolean =>
  Boolean(process.env["DATABASE_URL"]) || findPostgres() !== null;

/** True where a run must not go without. */
export const mustHaveAll = (): boolean => process.env["REGULARS_REQUIRE_ALL"] === "1";

/**
 * The URL of a new database: with the newest tables, copied from the run's template, or with none.
 * The first test that asks starts the run's cluster, unless `DATABASE_URL` names one.
 */
export const createPostgresDatabase = async (kind: "migrated" | "empty"): Promise<string> => {
  const template = await onceARun("postgres", makeTemplate);
  const name = `${databaseOf(template)}_${crypto.randomUUID().slice(0, 8)}`;
  const from = kind === "empty" ? "template0" : databaseOf(template);
  await execute(inDatabase(template, "postgres"), `create database ${name} template ${from}`);
  return inDatabase(template, name);
};

export const dropPostgresDatabase = (url: string): Promise<void> =>
  execute(inDatabase(url, "postgres"), `drop database if exists ${databaseOf(url)} with (force)`);

/** What the run has started ends with it. */
export const endPostgres = async (): Promise<void> => {
  const template = doneInRun("postgres");
  if (template !== null && process.env["DATABASE_URL"]) await dropPostgresDatabase(template);
  await stopPostgres(clusterFolder());
};

const clusterFolder = (): string => join(runFolder(), "cluster");

const makeTemplate = async (): Promise<string> => {
  const given = process.env["DATABASE_URL"];
  const server =
    given ?? (await startPostgres(clusterFolder(), { isDurable: false })).urlOf("postgres");
  const name = `regulars_test_${crypto.randomUUID().slice(0, 8)}`;
  await execute(inDatabase(server, "postgres"), `create database ${name}`);
  const template = inDatabase(server, name);
  const { transact, close } = openPostgres(template, 1);
  await migrate({ dialect: "postgres", transact });
  await close();
  return template;
};

/** Runs one statement on a connection of its own. */
const execute = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
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
