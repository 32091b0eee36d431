/**
 * Adds the packages for other platforms to package-lock.json that npm leaves out when the registry
 * at hand lacks them. `npm ci` refuses a lock without them, here and everywhere else.
 *
 * Run it after `npm install` of a package with binaries: `node .ci/complete-lock.ts`. The entries
 * have a version and a platform but no checksum. npm accepts that, and skips other platforms.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const packageSchema = z.looseObject({
  version: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.looseObject({ packages: z.record(z.string(), packageSchema) });
export type Lock = z.infer<typeof lockSchema>;

/** Parses a lock file. Throws if it isn't one. */
export const parseLock = (text: string): Lock => lockSchema.parse(JSON.parse(text));

export const lockPath = fileURLToPath(new URL("../package-lock.json", import.meta.url));

/** Optional packages that the lock requires by an exact version but doesn't contain. */
export const missingFromLock = (lock: Lock): ReadonlyMap<string, string> => {
  const missing = new Map<string, string>();
  for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const there = [`node_modules/${name}`, `${path}/node_modules/${name}`];
      if (there.some((place) => place in lock.packages)) continue;
      if (/^\d/.test(version)) missing.set(name, version);
    }
  }
  return missing;
};

/** The lock with an entry for every missing package whose name says its platform. */
export const completeLock = (lock: Lock): Lock => {
  const { "": root, ...others } = lock.packages;
  const packages = { ...others };
  for (const [name, version] of missingFromLock(lock)) {
    const platform = platformOf(name);
    if (platform)
      packages[`node_modules/${name}`] = { version, dev: true, optional: true, ...platform };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: { ...(root ? { "": root } : {}), ...Object.fromEntries(sorted) } };
};

const systems = ["aix", "android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

/** `@scope/cli-linux-x64-musl` is for os linux, cpu x64, libc musl. */
const platformOf = (name: string) => {
  const parts = name.slice(name.lastIndexOf("/") + 1).split("-");
  const os = parts.filter((part) => systems.includes(part));
  const cpu = parts.filter((part) => processors.includes(part));
  if (os.length !== 1 || cpu.length !== 1) return undefined;
  if (os[0] !== "linux") return { os, cpu };
  return { os, cpu, libc: [parts.some((part) => part.startsWith("musl")) ? "musl" : "glibc"] };
};

if (import.meta.main) {
  const lock = parseLock(readFileSync(lockPath, "utf8"));
  const missing = [...missingFromLock(lock).keys()];
  writeFileSync(lockPath, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  process.stdout.write(`${missing.length} added to package-lock.json ${missing.join(" ")}\n`);
}
