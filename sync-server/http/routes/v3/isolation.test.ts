import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from "#shared/sync/protocol.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const routes = (await readV3Routes())
  .filter(({ scopes }) => scopes !== "public")
  .map(({ route }) => route);
const lists = routes.filter(
  (route) =>
    /^GET [^:]*$/.test(route) &&
    !/auth|settings|countries|events|liability|group-by|export|count/.test(route),
);

/** Every table that holds rows of tenants. */
const TABLES = {
  sqlite: `select name from sqlite_master where type = 'table'
    and exists (select 1 from pragma_table_info(sqlite_master.name) as it where it.name = 'tenant_id')`,
  postgres: `select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id'`,
} as const;

/**
 * Columns by which a merge or an erasure needn't look for somebody: the rest of the row says who it
 * is, or they see to it themselves.
 */
const OTHER_NAMES: readonly string[] = [
  "profiles.id",
  "profile_aliases.alias_id",
  "profile_merges.loser_id",
  // An account stays what it is when another profile gets it.
  "lots.chain_id",
  "gift_cards.account_id",
  // They name whatever it is that they are about.
  "due.key",
  "feed.doc_id",
  "shares.source_id",
  // How far the comparison is.
  "likeness_scans.after",
  // The proof of a draw (incentive/SPEC.md [Y3]).
  "prize_draw_entrants.profile_ids",
];

describe.for(databases)("two tenants in one database on $name", ({ name, create }) => {
  let database: TestDatabase;
  let world: V3World;
  let ours: V3Samples;
  let stranger: V3World;
  let tables: readonly string[];
  let before: unknown;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
    ours = await makeV3Samples(world);
    stranger = await world.otherTenant();
    tables = (await database.run(TABLES[name])).map((row) => String(row["name"]));
    expect(tables.length).toBeGreaterThan(20);
    before = await rowsOf("test");
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const rowsOf = async (tenant: string) =>
    Promise.all(
      tables.map(
        async (table) =>
          [
            table,
            await database.run(`select * from ${table} where tenant_id = '${tenant}'`),
          ] as const,
      ),
    );

  it("holds a profile's id only where merging and erasing look for it, or is known not to", async () => {
    const held = new Map(await rowsOf("test"));
    const ids = new Set((held.get("profiles") ?? []).map((row) => row["id"]));
    expect(ids.size).toBeGreaterThan(4);
    const columns = [...held].flatMap(([table, rows]) =>
      rows.flatMap((row) =>
        Object.keys(row)
          .filter((column) => ids.has(row[column]) && !column.endsWith("profile_id"))
          .map((column) => `${table}.${column}`),
      ),
    );
    expect(columns).toContain("profiles.id");
    expect([...new Set(columns)].filter((column) => !OTHER_NAMES.includes(column))).toEqual([]);
  });

  it("GET /events lists only the tenant's own events", async () => {
    const answer = await stranger.ask("GET /events?page[size]=100");
    const events = answer.body.data.map((each: { readonly event: string }) => each.event);
    expect(events).toEqual(["tenant.created", "token.created"]);
  });

  it.for(lists)("%s lists nothing for a new tenant", async (route) => {
    const answer = await stranger.ask(`${route}?page[size]=100`);
    expect(answer.body).toMatchObject({ data: [], meta: { total: 0 } });
  });

  it("adds up nothing for a new tenant", async () => {
    const liability = await stranger.ask("GET /liability");
    expect(liability.body.data).toMatchObject({ rows: [] });
    const groups = await stranger.ask("GET /redemptions/group-by?by=type");
    expect(groups.body).toEqual({ data: [] });
  });

  it("lists only its own tokens", async () => {
    const answer = await stranger.ask("GET /auth/access-tokens");
    expect(answer.body).toHaveLength(1);
    expect((await stranger.ask("GET /auth/verify")).body.data.tenant).toBe("other");
  });

  it("refuses another tenant's ids in a body", async () => {
    const own = await makeV3Samples(stranger);
    const transaction = { total: 10, transacted_at: "2026-03-01 10:00:00" };
    const { brandId } = ours;
    const refusals: readonly (readonly [string, object, string])[] = [
      ["POST /transactions", { ...transaction, profile_id: ours.profileId }, "profile_id"],
      ["POST /transactions", { ...transaction, location_id: ours.locationId }, "location_id"],
      ["POST /transactions", { ...transaction, staff_id: ours.staffId }, "staff_id"],
      [
        "POST /transactions",
        { ...transaction, profile_id: own.profileId, redemption_id: ours.redemptionId },
        "redemption_id",
      ],
      [`PUT /transactions/${own.transactionId}`, { profile_id: ours.profileId }, "profile_id"],
      [
        "POST /rewards",
        { profile_id: ours.profileId, reward_definition_id: own.rewardDefinitionId },
        "profile_id",
      ],
      [
        "POST /rewards",
        { profile_id: own.profileId, reward_definition_id: ours.rewardDefinitionId },
        "reward_definition_id",
      ],
      [
        "POST /credits",
        { profile_id: ours.profileId, credit_definition_id: own.creditDefinitionId },
        "profile_id",
      ],
      [
        "POST /credits",
        { profile_id: own.profileId, credit_definition_id: ours.creditDefinitionId },
        "credit_definition_id",
      ],
      [
        "POST /credits/cards",
        { credit_definition_id: ours.creditDefinitionId },
        "credit_definition_id",
      ],
      ["POST /credits/cards/activate", { credit_number: ours.giftCardNumber }, "credit_number"],
      ["POST /credits/cards/lookup", { credit_number: ours.giftCardNumber }, "credit_number"],
      [
        "POST /points",
        {
          profile_id: own.profileId,
          point_definition_id: ours.pointDefinitionId,
          value_initial: 1,
        },
        "point_definition_id",
      ],
      [
        "POST /profiles",
        { email: "n@x.co", joined_location_id: ours.locationId },
        "joined_location_id",
      ],
      ["POST /departments", { handle: "shoes", brand_id: brandId }, "brand_id"],
      ["POST /profiles", { email: "n@x.co", joined_staff_id: ours.staffId }, "joined_staff_id"],
      ["POST /profiles", { email: "n@x.co", associate_id: ours.staffId }, "associate_id"],
      [
        `PUT /profiles/${own.profileId}`,
        { preferred_staff_id: ours.staffId },
        "preferred_staff_id",
      ],
      [
        `PUT /profiles/${own.profileId}`,
        { preferred_location_id: ours.locationId },
        "preferred_location_id",
      ],
      [
        `POST /profiles/${own.profileId}/redeem`,
        { amount: 1, location_id: ours.locationId },
        "location_id",
      ],
      [
        "POST /staff",
        { full_name: "N", staff_number: "2", pin: "123456", location_ids: [ours.locationId] },
        "location_ids.0",
      ],
    ];
    for (const [request, body, field] of refusals) {
      const answer = await stranger.ask(request, { body });
      expect([answer.status, Object.keys(answer.body.errors ?? {})], request).toEqual([
        422,
        [field],
      ]);
    }
    // The same email, phone, handles, keys and ids are free: they are of another tenant.
    expect(own.profileId).not.toBe(ours.profileId);
    expect(await rowsOf("test")).toEqual(before);
    const availability = { email: "sample@example.com" };
    const asked = await stranger.ask("POST /profiles/availability", { body: availability });
    expect(asked.body.data.email.profile).toEqual({ id: own.profileId });
  });

  it("keeps two tenants' idempotency keys apart", async () => {
    const own = (await stranger.ask("GET /profiles")).body.data[0];
    const headers = { "idempotency-key": "same" };
    const mine = await world.ask(`POST /profiles/${ours.profileId}/redeem`, {
      body: { amount: 1 },
      headers,
    });
    const theirs = await stranger.ask(`POST /profiles/${own.id}/redeem`, {
      body: { amount: 2 },
      headers,
    });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
  });

  it("lets a device in at the server of its tenant only", async () => {
    const headers = {
      authorization: `Bearer ${ours.deviceToken}`,
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
    };
    const statusAt = async ({ url }: V3World) =>
      (await fetch(new URL("/sync/v1/status", url), { headers })).status;
    expect([await statusAt(world), await statusAt(stranger)]).toEqual([200, 401]);
  });
});
