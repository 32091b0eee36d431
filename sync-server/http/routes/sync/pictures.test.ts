import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { type PictureHost, PNG, startPictureHost } from "#sync-server/testing/picture-host.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";

describe.for(databases)("GET /pictures on $name", ({ create }) => {
  let database: TestDatabase;
  let host: PictureHost;
  let server: TestServer;
  let shop: TestShop;
  let near: TestDevice;
  let far: TestDevice;

  beforeAll(async () => {
    host = await startPictureHost();
    database = await create();
    server = await startTestServer(database, { env: { REGULARS_OUTGOING_ORIGINS: host.origin } });
    shop = await makeTestShop(server.store);
    near = await enrolTestDevice(server.url, server.store, shop, shop.fitzroy);
    far = await enrolTestDevice(server.url, server.store, shop, shop.auckland);
  });
  afterAll(async () => {
    await server.stop();
    host.close();
    await database.drop();
  });

  /** A profile whose picture is at this path of the host. */
  const addPerson = async (path: string): Promise<ProfileId> => {
    const profileId = await shop.addProfile();
    await setAvatar(profileId, host.origin + path);
    return profileId;
  };
  const setAvatar = async (profileId: ProfileId, url: string | null) => {
    const changed = await server.store.write("updateProfile", TEST_TENANT, {
      ...{ profileId, changes: {}, extra: { avatar_url: url } },
    });
    assert(changed.ok, "a picture");
  };
  const addProduct = async (title: string, paths: { product?: string; variant?: string }) => {
    const images = (path?: string) =>
      (path === undefined ? [] : ["/later", path]).map((each, index) => ({
        url: host.origin + each,
        sort_order: 1 - index,
      }));
    const made = await server.store.write("createProduct", TEST_TENANT, {
      product: { title, images: images(paths.product) },
      variants: [{ title, sku: title, priceCents: cents(4900), images: images(paths.variant) }],
    });
    assert(made.ok, "a product");
    const [variant] = await database.run(
      `select id from product_variants where product_id = ${made.value.id}`,
    );
    return { id: made.value.id, variantId: Number(assertDefined(variant, "its variant")["id"]) };
  };
  const ask = async (ref: string, device = near, init: RequestInit = {}) => {
    const response = await device.request(`pictures/${ref}`, init);
    const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
    return { status: response.status, headers: response.headers, text };
  };
  const codeOf = async (ref: string, device = near) => {
    const { status, text } = await ask(ref, device);
    return status === 200 ? "picture" : `${status} ${JSON.parse(text).code}`;
  };

  test("[S26] a device gets the picture of a profile that it holds, by whose it is", async () => {
    const id = await addPerson("/ada");
    const { documents } = await near.pullAll("profiles");
    expect(documents.find((each) => each.id === id)).toMatchObject({ picture: `profile/${id}` });
    expect(JSON.stringify(documents), "a device never learns where it is").not.toContain("/ada");

    const first = await ask(`profile/${id}`);
    expect(first).toMatchObject({ status: 200, text: expect.stringContaining(`${PNG}/ada`) });
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    const etag = assertDefined(first.headers.get("etag"), "an etag");
    const again = await ask(`profile/${id}`, near, { headers: { "if-none-match": etag } });
    expect(again).toMatchObject({ status: 304, text: "" });
    const listed = { headers: { "if-none-match": `"another", W/${etag}` } };
    expect(await ask(`profile/${id}`, near, listed)).toMatchObject({ status: 304, text: "" });
    expect(host.asked.filter((path) => path === "/ada")).toHaveLength(1);

    await setAvatar(id, `${host.origin}/ada-now`);
    const now = await ask(`profile/${id}`, near, { headers: { "if-none-match": etag } });
    expect(now).toMatchObject({ status: 200, text: expect.stringContaining("/ada-now") });
    await setAvatar(id, null);
    expect(await codeOf(`profile/${id}`)).toBe("404 no_picture");
    expect(server.logged(), "no address is logged").not.toContain(host.origin);
  });

  test("[S26] the desktop app, a page of another origin, may name the picture that it has", async () => {
    const id = await addPerson("/cid");
    const origin = "app://regulars";
    const asking = await near.request(`pictures/profile/${id}`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
    expect(asking.headers.get("access-control-allow-headers")).toContain("if-none-match");
    const { headers } = await ask(`profile/${id}`, near, { headers: { origin } });
    expect(headers.get("access-control-expose-headers")).toContain("etag");
  });

  test("[S26] [S28] not of another region's profile, nor of one that is gone, whose picture is dropped", async () => {
    const id = await addPerson("/bea");
    expect(await codeOf(`profile/${id}`, far)).toBe("404 no_picture");
    expect(await codeOf(`profile/${id}`)).toBe("picture");
    await server.store.write("deleteProfile", TEST_TENANT, { profileId: id });
    expect(await codeOf(`profile/${id}`)).toBe("404 no_picture");
    await server.store.write("restoreProfile", TEST_TENANT, { profileId: id });
    expect(await codeOf(`profile/${id}`)).toBe("picture");
    const [row] = await database.run(`select extra, region from profiles where id = '${id}'`);
    await server.store.write("eraseProfile", TEST_TENANT, { profileId: id, kind: "purge" });
    expect(await codeOf(`profile/${id}`)).toBe("404 no_picture");

    // The server has kept nothing: if a backup brings the row back, it must ask the host again.
    expect(host.asked.filter((path) => path === "/bea")).toHaveLength(1);
    await database.run(
      `update profiles set profile_type = 'active', extra = '${row?.["extra"]}',
         region = '${row?.["region"]}' where id = '${id}'`,
    );
    expect(await codeOf(`profile/${id}`)).toBe("picture");
    expect(host.asked.filter((path) => path === "/bea")).toHaveLength(2);
  });

  test("[S26] a line of a sale and an item of a list have the variant's picture, or the product's", async () => {
    const shirt = await addProduct("shirt", { product: "/shirt", variant: "/shirt-blue" });
    const mug = await addProduct("mug", { product: "/mug" });
    await addProduct("hook", {});
    const profileId = await shop.addProfile();
    const posted = await server.store.write("postTransaction", TEST_TENANT, {
      ...{ mode: "upsert", id: null, commandId: null },
      transaction: transactionInput(profileId, {
        transactedAt: instant(Date.now() - 3_600_000),
        items: ["shirt", "mug", "hook", "unknown"].map(lineOf),
      }),
    });
    assert(posted.ok, "a sale");
    const { documents } = await near.pullAll("transactions");
    expect(documents.find((each) => each["profileId"] === profileId)).toMatchObject({
      transaction: {
        items: [
          { sku: "shirt", picture: `variant/${shirt.variantId}` },
          { sku: "mug", picture: `product/${mug.id}` },
          expect.not.objectContaining({ picture: expect.anything() }),
          expect.not.objectContaining({ picture: expect.anything() }),
        ],
      },
    });
    expect((await ask(`variant/${shirt.variantId}`, far)).text).toContain("/shirt-blue");
    expect((await ask(`product/${mug.id}`)).text).toContain("/mug");
    expect(await codeOf(`variant/${mug.variantId}`)).toBe("404 no_picture");
  });

  test("[S26] [S27] [S28] whatever else is asked for or is there is refused, and nothing breaks", async () => {
    const html = await addPerson("/page?type=text/html&bytes=%3Chtml%3E");
    const gone = await addPerson("/gone");
    const inside = await shop.addProfile();
    await setAvatar(inside, "https://localhost:1/");
    const plain = await shop.addProfile();
    await setAvatar(plain, "http://example.com/a.png");
    const nonsense = await shop.addProfile();
    await setAvatar(nonsense, "not an address");
    for (const id of [html, gone, inside, plain, nonsense]) {
      expect(await codeOf(`profile/${id}`)).toBe("404 picture_unreachable");
    }
    expect(await codeOf("product/999999999")).toBe("404 no_picture");
    expect(await codeOf("product/99999999999999999999999")).toBe("404 no_picture");
    expect(await codeOf("variant/0-0")).toBe("404 no_picture");
    expect(await codeOf("profile/7")).toBe("404 no_picture");
    expect(await codeOf("staff/7")).toBe("422 invalid_request");
    expect(await codeOf(`product/${encodeURIComponent("../../etc")}`)).toBe("422 invalid_request");
  });
});

const lineOf = (sku: string) => ({
  ...{ name: sku, sku, externalId: null, quantity: 1, priceSellCents: cents(2500) },
  ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null, extra: {} },
});
