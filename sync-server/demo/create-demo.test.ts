import { afterAll, beforeAll, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { createDemo } from "./create-demo.ts";

const [sqlite] = databases;
let database: TestDatabase;
beforeAll(async () => {
  database = await assertDefined(sqlite, "a database").create();
  const store = await database.open({ clock: () => NOON });
  const tenantId = tenantIdSchema.parse("demo");
  const deps = { store, tenantId, now: NOON, hashUnderCardKey: () => null };
  await createDemo(deps, { seed: 1, profiles: 40, transactions: 300 }, () => undefined);
});
afterAll(() => database.drop());

test.for([
  ["pending points", `lots where unit = 'point' and active_at > ${NOON} and remaining > 0`],
  ["unlocked mysteries", "lots where unit = 'reward' and source_type = 'achievement'"],
  ["frozen accounts", "accounts where frozen is not null"],
  ["somebody who owes points", "accounts where outstanding <> '[]'"],
  ["pictures of people", `profiles where extra like '%"avatar_url":"data:image/png%'`],
  ["pictures of products", `products where images like '%data:image/png%'`],
  ["sizes", "product_variants where options <> '[]' and barcode like '506%'"],
  ["a reduced price", "product_variants where price_discounted_cents < price_cents"],
  ["wishes", "list_items where product_variant_id is not null"],
  ["benefits with codes", "allocations where lot_id is not null"],
  ["somebody who waits", "appointments where state = 'waiting'"],
] as const)("the demo has %s", async ([, rows]) => {
  const [found] = await database.run(`select count(*) as rows from ${rows}`);
  expect(Number(found?.["rows"])).toBeGreaterThan(0);
});
