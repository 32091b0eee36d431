import { afterAll, beforeAll, describe, it } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { runCommand } from "#sync-server/testing/run-command.ts";
import { newProfileId } from "#sync-server/testing/seed.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

describe.concurrent.for(databases)("npm run export on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeAll(async () => {
    database = await create();
    const shop = await makeTestShop(await database.open());
    profileId = await shop.addProfile({ firstName: "Zoë & <b>" });
  });
  afterAll(() => database.drop());

  const run = (...args: string[]) => runCommand("export-profile", database, "--profile", ...args);

  it("[I19] prints what is held about a person, as JSON or as a page", async ({ expect }) => {
    const { records } = JSON.parse((await run(profileId)).stdout);
    expect(records.profiles).toMatchObject([{ id: profileId, first_name: "Zoë & <b>" }]);
    const page = (await run(profileId, "--format", "html")).stdout;
    expect(page).toContain("<td>Zoë &amp; &lt;b&gt;</td>");
    await expect(run(newProfileId())).rejects.toMatchObject({ code: 1, stdout: "" });
  });
});
