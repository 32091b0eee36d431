import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { completeLock, lockPath, missingFromLock, parseLock } from "./complete-lock.ts";

it("package-lock.json has the packages of every platform (if not, run `node .ci/complete-lock.ts`)", () => {
  const lock = parseLock(readFileSync(lockPath, "utf8"));
  expect([...missingFromLock(lock).keys()]).toEqual([]);
});

it("adds a missing package for another platform and changes nothing else", () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      "": { name: "regulars" },
      "node_modules/tool": {
        version: "1.2.3",
        optionalDependencies: {
          "@tool/cli-linux-x64-musl": "1.2.3",
          "@tool/cli-linux-x64": "1.2.3",
        },
      },
      "node_modules/@tool/cli-linux-x64": { version: "1.2.3", integrity: "sha512-…" },
    },
  };
  const completed = completeLock(lock);
  expect(completed.packages["node_modules/@tool/cli-linux-x64-musl"]).toEqual({
    version: "1.2.3",
    dev: true,
    optional: true,
    os: ["linux"],
    cpu: ["x64"],
    libc: ["musl"],
  });
  expect(completed.packages).toMatchObject(lock.packages);
  expect(missingFromLock(completed).size).toBe(0);
});
