import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIST_DEFAULTS } from "#shared/incentive/list-definition.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { listIdSchema, listItemIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { commandOf } from "#shared/testing/commands.ts";
import { changeListItem, removeListItem } from "#sync-server/clienteling/list-items.ts";
import { emptyCache } from "#sync-server/simulation/device/durable.ts";
import { takeDocuments } from "#sync-server/simulation/device/puller.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { decideListCommand } from "./decide-list-command.ts";

describe.for(databases)("the collection clienteling, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let near: TestDevice;
  let far: TestDevice;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    near = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
    far = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** What a device shows of a profile after a whole pull. */
  const held = async (profileId: ProfileId, device = near) => {
    const cache = emptyCache();
    takeDocuments(cache, "clienteling", (await device.pullAll("clienteling")).documents);
    return [...cache.documents.clienteling.values()]
      .filter((fact) => fact.profileId === profileId)
      .sort((a, b) => a.reverseAt - b.reverseAt || (a.id < b.id ? -1 : 1));
  };
  const lists = async (profileId: ProfileId) =>
    (await held(profileId)).flatMap((fact) => (fact.kind === "list" ? [fact.list] : []));
  const connections = async (profileId: ProfileId, device = near) =>
    (await held(profileId, device)).flatMap((fact) =>
      fact.kind === "connection" ? [fact.connection] : [],
    );

  const listOf = async (profileId: ProfileId, more: Body = {}) => {
    const list = near.command("create_list", {
      ...{ profileId, name: "Wishes", definitionId: null },
      ...more,
    });
    expect((await near.push(list)).verdicts).toMatchObject([{ status: "accepted", profileId }]);
    return String(list["commandId"]);
  };
  const adding = (profileId: ProfileId, list: string, more: Body = {}): Body =>
    near.command("add_list_item", {
      ...{ profileId, list, productId: null, productVariantId: null, text: null },
      ...{ quantity: 1, note: null },
      ...more,
    });

  const addProduct = async (title: string) => {
    const made = await server.store.write("createProduct", TEST_TENANT, {
      product: { title, images: [{ url: "https://img.example/shirt.jpg" }] },
      variants: [{ title: "Medium", sku: `${title}-M`, priceCents: cents(4900) }],
    });
    assert(made.ok, "a product");
    const [variant] = await database.run(
      `select id from product_variants where product_id = ${made.value.id}`,
    );
    return { id: made.value.id, variantId: Number(assertDefined(variant, "its variant")["id"]) };
  };

  test("[X15] [S13] a list comes down with its items and products, and goes with its profile", async () => {
    const profileId = await shop.addProfile();
    const shirt = await addProduct("Shirt");
    const ref = await listOf(profileId);
    const variant = adding(profileId, ref, { productVariantId: shirt.variantId, note: "Gift" });
    await near.push(variant, adding(profileId, ref, { text: "Blue scarf", quantity: 2 }));
    expect(await lists(profileId)).toEqual([
      {
        ...{ ref, definitionId: null, name: "Wishes", description: null },
        items: [
          expect.objectContaining({
            ...{ ref: variant["commandId"], productId: shirt.id, sku: "Shirt-M" },
            ...{ name: "Shirt, Medium", priceCents: 4900, note: "Gift", reserved: 0 },
            picture: `product/${shirt.id}`,
          }),
          expect.objectContaining({ customProduct: "Blue scarf", quantity: 2, name: null }),
        ],
      },
    ]);
    expect(await held(profileId, far)).toEqual([]);

    await server.store.write("updateProduct", TEST_TENANT, {
      ...{ id: shirt.id, changes: { title: "Linen shirt" }, variants: [] },
    });
    expect((await lists(profileId))[0]?.items[0]).toMatchObject({ name: "Linen shirt, Medium" });

    await server.store.write("deleteProfile", TEST_TENANT, { profileId });
    expect(await held(profileId)).toEqual([]);
    await server.store.write("restoreProfile", TEST_TENANT, { profileId });
    expect(await lists(profileId)).toHaveLength(1);
    await server.store.write("eraseProfile", TEST_TENANT, { profileId, kind: "purge" });
    expect(await held(profileId)).toEqual([]);
  });

  test("[X15] items are changed and taken out, and what is gone is refused", async () => {
    const profileId = await shop.addProfile();
    const list = await listOf(profileId);
    const added = adding(profileId, list, { text: "Hat" });
    const named = { profileId, list, item: String(added["commandId"]) };
    const change = (changes: Body) => near.command("change_list_item", { ...named, changes });
    const removal = () => near.command("remove_list_item", named);
    await near.push(added, change({ quantity: 3 }), change({ note: "Red", status: "found" }));
    expect((await lists(profileId))[0]?.items).toEqual([
      expect.objectContaining({ quantity: 3, note: "Red", status: "found", customProduct: "Hat" }),
    ]);
    const { verdicts } = await near.push(removal(), change({ quantity: 1 }), removal());
    const gone = { status: "refused", reason: "list_unknown" };
    expect(verdicts).toMatchObject([{ status: "accepted" }, gone, gone]);
    expect((await lists(profileId))[0]?.items).toEqual([]);
    expect(
      (await near.push(adding(profileId, "1", { text: "Hat" }))).verdicts,
      "a list of somebody else",
    ).toMatchObject([gone]);
  });

  test("[X15] a list that a merge and its undoing left with the other is changed there", async () => {
    const [winnerId, loserId] = [await shop.addProfile(), await shop.addProfile()];
    const both = { winnerId, loserId, commandId: null };
    const before = await listOf(loserId);
    await server.store.write("mergeProfiles", TEST_TENANT, both);
    const since = near.command("create_list", {
      ...{ profileId: loserId, name: "Gifts", definitionId: null },
    });
    const ref = String(since["commandId"]);
    const accepted = (profileId: ProfileId) => [{ status: "accepted", profileId }];
    expect((await near.push(since)).verdicts).toMatchObject(accepted(winnerId));
    await server.store.write("unmergeProfiles", TEST_TENANT, { loserId, commandId: null });
    // One device hasn't heard that they were one, another not that they aren't any more.
    const late = adding(loserId, ref, { text: "Hat" });
    expect((await near.push(late)).verdicts).toMatchObject(accepted(winnerId));
    const named = { list: ref, item: String(late["commandId"]), changes: { quantity: 2 } };
    const change = near.command("change_list_item", { profileId: loserId, ...named });
    expect((await near.push(change)).verdicts).toMatchObject(accepted(winnerId));
    const other = adding(winnerId, before, { text: "Scarf" });
    expect((await near.push(other)).verdicts).toMatchObject(accepted(loserId));
    expect(await lists(winnerId)).toMatchObject([
      { ref, name: "Gifts", items: [{ customProduct: "Hat", quantity: 2 }] },
    ]);
    expect(await lists(loserId)).toMatchObject([
      { ref: before, name: "Wishes", items: [{ customProduct: "Scarf" }] },
    ]);
    await server.store.write("deleteProfile", TEST_TENANT, { profileId: winnerId });
    expect((await near.push(adding(loserId, ref, { text: "Hat" }))).verdicts).toMatchObject([
      { status: "refused", reason: "list_unknown", profileId: loserId },
    ]);
  });

  test("[X15] a change of an item waits for another, and sees what that one made of it", async () => {
    const profileId = await shop.addProfile();
    const list = await listOf(profileId);
    const added = adding(profileId, list, { text: "Hat" });
    await near.push(added);
    const item = String(added["commandId"]);
    const select = `select id, list_id, meta from list_items where command_id = '${item}'`;
    const [row] = await database.run(select);
    const id = listItemIdSchema.parse(Number(row?.["id"]));
    const listId = listIdSchema.parse(Number(row?.["list_id"]));
    const changes = { note: "Red" };
    const command = commandOf("change_list_item", 1, { profileId, list, item, changes });
    await overlap(
      database,
      (deps) =>
        changeListItem(deps, {
          ...{ listId, id },
          changes: { id: null, sku: null, barcode: null, meta: { size: "L" } },
        }),
      (deps) => decideListCommand(deps, command, profileId),
    );
    expect(JSON.parse(String((await database.run(select))[0]?.["meta"]))).toEqual({
      ...{ size: "L", note: "Red" },
    });
    const [, late] = await overlap(
      database,
      (deps) => removeListItem(deps, { listId, id }),
      (deps) => decideListCommand(deps, command, profileId),
    );
    expect(late).toEqual({ status: "refused", reason: "list_unknown", profileId });
  });

  test("[X15] a product is shown as it is now in any number of lists, some at a time", async () => {
    const profileId = await shop.addProfile();
    const { id: productId } = await addProduct("Bowl");
    const item = adding(profileId, await listOf(profileId), { productId });
    await near.push(item);
    await database.run(
      `insert into lists
         (tenant_id, profile_id, handle, name, tags, custom_fields, meta, created_at, updated_at)
       with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 500)
       select tenant_id, profile_id, 'copy-' || n, name, tags, custom_fields, meta, 1, 1
       from lists, numbers where profile_id = '${profileId}'`,
    );
    await database.run(
      `insert into list_items
         (tenant_id, list_id, product_id, custom_product, quantity, meta, created_at, updated_at)
       select i.tenant_id, l.id, i.product_id, i.custom_product, 1, i.meta, 1, 1
       from list_items as i, lists as l
       where i.command_id = '${item["commandId"]}' and l.profile_id = '${profileId}'
         and l.id <> i.list_id`,
    );
    await server.store.write("updateProduct", TEST_TENANT, {
      ...{ id: productId, changes: { title: "Dish" }, variants: [] },
    });
    expect(await lists(profileId)).toHaveLength(500);
    const due = await database.run("select key from due where kind = 'show_product'");
    for (const { key } of due) {
      const one = { kind: "show_product", key: String(key) } as const;
      await server.store.write("handleDue", TEST_TENANT, one);
    }
    const shown = await lists(profileId);
    expect(shown).toHaveLength(501);
    expect(new Set(shown.map(({ items }) => items[0]?.name))).toEqual(new Set(["Dish"]));
    expect(await database.run("select key from due where kind = 'show_product'")).toEqual([]);
  });

  test("[X10] [X13] [X15] the server refuses what the device would have refused", async () => {
    const profileId = await shop.addProfile();
    const defined = await server.store.write("createDefinition", TEST_TENANT, {
      kind: "list",
      body: {
        ...{ ...LIST_DEFAULTS, name: "Registry", handle: "registry", type: "registry" },
        ...{ allowShare: true, allowReserve: true },
      },
      extra: {},
    });
    assert(defined.ok, "a definition");
    const definitionId = defined.value.id;
    const config = (await near.pullAll("config")).documents;
    expect(config).toContainEqual(
      expect.objectContaining({ value: expect.objectContaining({ id: definitionId }) }),
    );
    const list = await listOf(profileId, { definitionId });
    const { variantId } = await addProduct("Vase");
    const asked = [
      adding(profileId, list, { text: "A hug" }),
      adding(profileId, list, { productVariantId: variantId, quantity: 2 }),
      adding(profileId, list, { productId: 999_999 }),
      adding(profileId, list),
      adding(profileId, list, { productVariantId: variantId }),
    ] as const;
    const { verdicts } = await near.push(...asked);
    const vase = asked[4];
    expect(verdicts.map(({ reason }) => reason)).toEqual([
      ...["list_not_allowed", "list_not_allowed", "product_unknown", "invalid_details", null],
    ]);
    const [row] = await database.run(
      `select id, list_id from list_items where command_id = '${vase["commandId"]}'`,
    );
    const listId = listIdSchema.parse(Number(row?.["list_id"]));
    await server.store.write("shareList", TEST_TENANT, { listId, expiresAt: null });
    const reserved = await server.store.write("reserveItem", TEST_TENANT, {
      ...{ listItemId: listItemIdSchema.parse(Number(row?.["id"])), quantity: 1 },
      ...{ profileId: null, externalProfileId: "aunt" },
    });
    expect(reserved).toMatchObject({ ok: true });
    expect((await lists(profileId))[0]?.items).toMatchObject([{ reserved: 1 }]);
    const item = String(vase["commandId"]);
    const removal = near.command("remove_list_item", { profileId, list, item });
    expect((await near.push(removal)).verdicts).toMatchObject([{ reason: "item_reserved" }]);
  });

  const connect = async (connectorId: ProfileId, connectedId: ProfileId) => {
    const handle = `family-${connectorId}`;
    const family = await server.store.write("createConnectionDefinition", TEST_TENANT, {
      ...{ name: "Family", handle, type: "family", connectorCanBreak: true, isPending: true },
    });
    assert(family.ok, "a definition");
    const made = await server.store.write("createConnection", TEST_TENANT, {
      ...{ name: "Family", definition: { handle }, connectorId, connectedId },
    });
    assert(made.ok, "a connection");
    return made.value.id;
  };

  test("[X16] a connection comes down for each side where it is, and staff step it for theirs", async () => {
    const connectorId = await shop.addProfile();
    const connectedId = await shop.addProfile({}, shop.auckland);
    const connectionId = await connect(connectorId, connectedId);
    const step = (device: TestDevice, profileId: ProfileId, status: string) =>
      device.command("step_connection", { profileId, connectionId, status });
    const [mine] = await connections(connectorId);
    expect(mine).toMatchObject({ side: "connector", otherId: connectedId, status: "pending" });
    expect(await connections(connectedId, far)).toMatchObject([{ side: "connected" }]);
    expect(await connections(connectedId, near)).toEqual([]);

    const early = await near.push(step(near, connectorId, "accepted"));
    expect(early.verdicts).toMatchObject([{ status: "refused", reason: "connection_step" }]);
    await far.push(step(far, connectedId, "accepted"));
    expect(await connections(connectorId)).toMatchObject([{ status: "accepted" }]);
    const refused = await far.push(step(far, connectedId, "break"));
    expect(refused.verdicts).toMatchObject([{ reason: "connection_step" }]);
    const broken = await near.push(step(near, connectorId, "break"));
    expect(broken.verdicts).toMatchObject([{ status: "accepted" }]);
    expect(await connections(connectedId, far)).toMatchObject([{ status: "break" }]);
  });

  test("[X16] [I2] a connection follows a merge, and is gone with either side", async () => {
    const profileId = await shop.addProfile();
    const loserId = await shop.addProfile();
    const winnerId = await shop.addProfile();
    await connect(profileId, loserId);
    await server.store.write("mergeProfiles", TEST_TENANT, { winnerId, loserId, commandId: null });
    expect(await connections(profileId)).toMatchObject([{ otherId: winnerId }]);
    expect(await connections(winnerId)).toMatchObject([{ otherId: profileId }]);
    expect(await connections(loserId)).toEqual([]);

    await server.store.write("deleteProfile", TEST_TENANT, { profileId: winnerId });
    expect(await connections(profileId)).toEqual([]);
    await server.store.write("restoreProfile", TEST_TENANT, { profileId: winnerId });
    expect(await connections(profileId)).toHaveLength(1);
    await server.store.write("eraseProfile", TEST_TENANT, { profileId: winnerId, kind: "purge" });
    expect(await connections(profileId)).toEqual([]);
  });

  test("[X17] a year of visits and interactions comes down, the latest first", async () => {
    const profileId = await shop.addProfile();
    const now = instant(Date.now());
    const at = (days: number) => addMs(now, -days * 86_400_000);
    const visit = (days: number) =>
      server.store.write("createVisit", TEST_TENANT, {
        ...{ profileId, location: { number: shop.carlton }, at: at(days), notes: `Day ${days}` },
      });
    const [early, late] = [await visit(3), await visit(1)];
    await visit(400);
    assert(early.ok && late.ok, "visits");
    await server.store.write("createInteraction", TEST_TENANT, {
      ...{ profileId, action: "feedback", channel: "email", signal: 1, at: at(2) },
      ...{ name: "Kind words", namespace: "post" },
    });
    expect(await held(profileId)).toMatchObject([
      { kind: "visit", visit: { notes: "Day 1" } },
      { kind: "interaction", interaction: { name: "Kind words", signal: 1 } },
      { kind: "visit", visit: { notes: "Day 3" } },
    ]);
    await server.store.write("deleteVisit", TEST_TENANT, { id: late.value.id });
    expect(await held(profileId)).toHaveLength(2);
  });

  test("[X40] devices hold the templates of messages that aren't archived", async () => {
    const body = { handle: "hello", name: "Hello", channel: "sms", body: "Dear {{first_name}}" };
    const made = await server.store.write("createMessageTemplate", TEST_TENANT, {
      ...body,
      channel: "sms",
    });
    assert(made.ok, "a template");
    const { id } = made.value;
    const fact = { id: `message_template:${id}`, kind: "message_template" };
    const first = await near.pullAll("config");
    expect(first.documents).toContainEqual({
      ...fact,
      value: { ...body, id, subject: null, sortOrder: 0 },
    });
    const changes = { isArchived: true };
    await server.store.write("updateMessageTemplate", TEST_TENANT, { id, changes });
    const { documents } = await near.pullAll("config", first.checkpoint);
    expect(documents).toContainEqual({ id: fact.id, _deleted: true });
  });

  test("[X21] staff record visits and contacts, which come down once with who, where and when", async () => {
    const profileId = await shop.addProfile();
    const occurredAt = instant(Date.now() - 1);
    const visit = near.command("log_visit", { profileId, occurredAt, notes: "Tried on coats" });
    const contact = near.command("log_contact", {
      ...{ profileId, channel: "sms", name: "Text message", description: null },
    });
    await near.push(visit, contact);
    await near.push(visit, contact);
    const by = { staffId: visit["staffId"], locationId: visit["locationId"] };
    const all = await held(profileId);
    expect(all).toHaveLength(2);
    expect(all).toContainEqual(
      expect.objectContaining({
        visit: expect.objectContaining({ ...by, at: occurredAt, notes: "Tried on coats" }),
      }),
    );
    const said = { action: "reach", channel: "sms", name: "Text message", description: null };
    expect(all).toContainEqual(
      expect.objectContaining({ interaction: expect.objectContaining({ ...by, ...said }) }),
    );
  });
});
