import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Our own PostgreSQL, reachable only through a socket in its folder. */
export type PostgresCluster = {
  /** The URL of one of its databases; `postgres` always exists. */
  readonly urlOf: (database: string) => string;
  /** Stops it at once, like a crash. Its folder stays. */
  readonly stop: () => Promise<void>;
};

/**
 * The folder of PostgreSQL's programs: on the PATH or where Debian puts them; null if there is
 * none.
 */
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
 * Creates a cluster in a folder, or reuses an existing one, and starts it. PostgreSQL refuses to
 * run as root, so under root it runs as the user `postgres`. `isDurable: false` doesn't wait for
 * the disk: for tests that don't cut the power.
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
    // Other users can't enter a temporary folder, and its processes belong to another user.
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

/** Stops the cluster of a folder at once, like a crash; does nothing if none is running. */
export const stopPostgres = async (folder: string): Promise<void> => {
  if (!existsSync(join(dataOf(folder), "postmaster.pid"))) return;
  await call(folder, "pg_ctl", ["-D", dataOf(folder), "stop", "-m", "immediate"]);
};

/** Every worker of a run has its own cluster, so each is small. */
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

/** The user that its processes run as; null for the current one. */
const ownerOf = (): { readonly uid: number; readonly gid: number } | null =>
  process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : null;

const idOf = (what: "-u" | "-g"): number =>
  Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
