import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import pg from "pg";
import { migratePostgres } from "#sync-server/storage/migrations/migrate-postgres.ts";
import { doneInRun, onceARun, runFolder } from "./once-a-run.ts";
import { findPostgres, startPostgres, stopPostgres } from "./postgres-cluster.ts";

/** Whether tests have a PostgreSQL: an external one, or one that they can start. */
export const hasPostgres = (): boolean =>
  Boolean(process.env["DATABASE_URL"]) || findPostgres() !== null;

/** Whether a run must not go without it. */
export const mustHaveAll = (): boolean => process.env["REGULARS_REQUIRE_ALL"] === "1";

/**
 * The URL of a new database: with the newest tables, copied from the worker's template, or empty.
 * In each worker, the first test that asks starts a cluster, unless `DATABASE_URL` is set. Every
 * open transaction in a cluster holds back the feed, so workers can't share one.
 */
export const createPostgresDatabase = async (kind: "migrated" | "empty"): Promise<string> => {
  const template = await onceARun(clusterName(), makeTemplate);
  const name = `${databaseOf(template)}_${crypto.randomUUID().slice(0, 8)}`;
  const from = kind === "empty" ? "template0" : databaseOf(template);
  // Copying the files takes half as long as writing each page to the log.
  await execute(
    inDatabase(template, "postgres"),
    `create database ${name} template ${from} strategy file_copy`,
  );
  return inDatabase(template, name);
};

export const dropPostgresDatabase = (url: string): Promise<void> =>
  execute(inDatabase(url, "postgres"), `drop database if exists ${databaseOf(url)} with (force)`);

/** Stops every cluster that the run has started. */
export const endPostgres = async (): Promise<void> => {
  const clusters = readdirSync(runFolder()).filter((name) => name.startsWith(CLUSTER));
  const names = new Set(clusters.map((name) => parse(name).name));
  for (const name of names) {
    const template = doneInRun(name);
    if (template !== null && process.env["DATABASE_URL"]) await dropPostgresDatabase(template);
    await stopPostgres(join(runFolder(), name));
  }
};

const CLUSTER = "postgres-";

/** The cluster of this worker, which runs one test file after another. */
const clusterName = (): string => `${CLUSTER}${process.env["VITEST_POOL_ID"] ?? "0"}`;

const makeTemplate = async (): Promise<string> => {
  const configured = process.env["DATABASE_URL"];
  const server =
    configured ??
    (await startPostgres(join(runFolder(), clusterName()), { isDurable: false })).urlOf("postgres");
  const name = `regulars_test_${crypto.randomUUID().slice(0, 8)}`;
  await execute(inDatabase(server, "postgres"), `create database ${name}`);
  const template = inDatabase(server, name);
  await migratePostgres(template);
  return template;
};

/** Runs one statement on its own connection. */
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

/** A URL for a socket has no host, which `URL` doesn't support. */
const NO_HOST = "socket.invalid";
const withHost = (url: string): string => url.replace(/@\//, `@${NO_HOST}/`);
