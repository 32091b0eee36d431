import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL of our own, reachable through a socket in its folder and no other way. */
export type PostgresCluster = {
  /** Of one of its databases; `postgres` is always there. */
  readonly urlOf: (database: string) => string;
  /** Ends it at once, as a crash would. Its folder stays. */
  readonly stop: () => Promise<void>;
};

/** Where PostgreSQL's programs are: on the PATH or where Debian puts them; null when nowhere. */
export const findPostgres = (): string | null => {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  const programs = ["initdb", "pg_ctl", "postgres"];
  const hasAll = (folder: string) => programs.every((program) => existsSync(join(folder, program)));
  return folders.find(hasAll) ?? null;
};

/**
 * Makes a cluster in a folder, or takes the one that is there, and starts it. PostgreSQL refuses root,
 * so under root it runs as the user `postgres`. `isDurable: false` does not wait for the disk: for
 * tests that cut no power.
 */
export const startPostgres = async (
  folder: string,
  { isDurable }: { readonly isDurable: boolean },
): Promise<PostgresCluster> => {
  const data = dataOf(folder);
  mkdirSync(folder, { recursive: true });
  const owner = ownerOf();
  if (owner) {
    chownSync(folder, owner.uid, owner.gid);
    // A temporary folder lets nobody else through, and its processes belong to somebody else.
    chmodSync(dirname(folder), 0o755);
  }
  if (!existsSync(data)) {
    const quick = isDurable ? [] : ["--no-sync"];
    await call(folder, "initdb", [
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      ...quick,
    ]);
  }
  const settings = [
    `-k ${folder}`,
    "-c listen_addresses=''",
    "-c max_connections=200",
    ...(isDurable ? [] : FOR_TESTS),
  ].join(" ");
  await call(folder, "pg_ctl", [
    "-D",
    data,
    "-l",
    join(folder, "log"),
    "-o",
    settings,
    "-w",
    "start",
  ]);
  return {
    urlOf: (database) => `postgres://postgres@/${database}?host=${encodeURIComponent(folder)}`,
    stop: () => stopPostgres(folder),
  };
};

/** Ends the cluster of a folder at once, as a crash would; does nothing where none runs. */
export const stopPostgres = async (folder: string): Promise<void> => {
  if (!existsSync(join(dataOf(folder), "postmaster.pid"))) return;
  await call(folder, "pg_ctl", ["-D", dataOf(folder), "stop", "-m", "immediate"]);
};

/** Every worker of a run has a cluster, so each is small. */
const FOR_TESTS = [
  "-c fsync=off",
  "-c synchronous_commit=off",
  "-c full_page_writes=off",
  "-c shared_buffers=32MB",
];

const dataOf = (folder: string): string => join(folder, "data");

const call = async (folder: string, program: string, args: readonly string[]): Promise<void> => {
  const programs = findPostgres();
  if (!programs) throw new Error("PostgreSQL is not on this machine");
  const options = { ...ownerOf(), cwd: folder, timeout: 60_000 };
  await run(join(programs, program), args, options);
};

/** Whom its processes belong to; null for whoever runs the tests. */
const ownerOf = (): { readonly uid: number; readonly gid: number } | null =>
  process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : null;

const idOf = (what: "-u" | "-g"): number =>
  Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
