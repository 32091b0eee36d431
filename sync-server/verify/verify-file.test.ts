import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DATABASE_FILE } from "#sync-server/open-store.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { issueReward } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile } from "#sync-server/testing/seed.ts";
import { verifyLedger } from "./verify.ts";

const onFile = databases.filter(({ name }) => name === "sqlite");

describe.for(onFile)("verify, of a file changed behind SQLite's back", ({ create }) => {
  let database: TestDatabase;
  let hashes: readonly string[];
  beforeEach(async () => {
    database = await create();
    const profileId = await insertBareProfile(database);
    for (let n = 0; n < 3; n++)
      await database.transact((deps) => issueReward(deps, profileId, 500));
    const rows = await database.run("select hash from ledger_entries order by sequence");
    hashes = rows.map((row) => String(row["hash"]));
    await database.run("pragma wal_checkpoint(truncate)");
  });
  afterEach(() => database.drop());

  const verify = () => database.transact((deps) => verifyLedger(deps));

  test("[L6] one flipped byte of an entry is reported", async () => {
    const path = join(database.options.dataDir, DATABASE_FILE);
    const bytes = readFileSync(path);
    const at = bytes.indexOf(hashes[1] ?? "");
    expect(at).toBeGreaterThan(0);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const found = await verify();
    expect(found.brokenLinks).toMatchObject([{ sequence: 2, reason: "hash_differs" }]);
  });

  test("a damaged page is reported, or can't be read at all", async () => {
    const path = join(database.options.dataDir, DATABASE_FILE);
    const bytes = readFileSync(path);
    const page = Math.floor(bytes.indexOf(hashes[1] ?? "") / 4096) * 4096;
    bytes.fill(0xff, page, page + 64);
    writeFileSync(path, bytes);
    const outcome = await verify().then(
      (found) => found.isWhole,
      (error: unknown) => String(error),
    );
    expect(outcome === true).toBe(false);
  });
});
