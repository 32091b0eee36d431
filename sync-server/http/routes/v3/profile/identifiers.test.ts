import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("what identifies a person, over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  let made = 0;
  /** Creates a profile; `raw` is a body as JSON text. */
  const create_ = async (body: object | string) => {
    const sent =
      typeof body === "string" ? body : { email: `person${made++}@example.com`, ...body };
    return world.ask("POST /profiles", { body: sent });
  };
  const idOf = async (body: object): Promise<string> => {
    const answer = await create_(body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.data.id;
  };
  const withCard = (identifier: string, handle = "card") =>
    idOf({ identities: [{ handle, identifier }] });
  const byCard = async (id: string, type = "card") => {
    const { status, body } = await world.ask("POST /profiles/search-id", { body: { type, id } });
    return status === 200 ? body.data.id : status;
  };
  const holdersOf = async (identifier: string): Promise<readonly string[]> => {
    const path = `/identities/search-profile/${encodeURIComponent(identifier)}`;
    const { body } = await world.ask(`GET ${path}`);
    return body.data.map((profile: { id: string }) => profile.id).sort();
  };

  describe("a card", () => {
    it("that belongs to one person never finds another: an exact match wins, several matches are a list", async () => {
      const [a, b, upper, lower] = [
        await withCard("12-345A"),
        await withCard("123-45A"),
        await withCard("VIP-9001"),
        await withCard("vip-9001"),
      ];
      expect(await byCard("12-345A")).toBe(a);
      expect(await byCard("123-45A")).toBe(b);
      expect(await byCard("VIP-9001")).toBe(upper);
      expect(await byCard("vip-9001")).toBe(lower);
      expect(await holdersOf("vip-9001")).toEqual([lower]);
      expect(await holdersOf("Vip-9001")).toEqual([upper, lower].sort());
      // Nothing says which of the two is meant.
      expect(await byCard("Vip-9001")).toBe(404);
      // Nobody is there to confirm that it is one of these.
      expect(await byCard("1-2345A")).toBe(404);
      expect(await holdersOf("1-2345A")).toEqual([]);
    });

    it("scanned with a `]C1` prefix, or as UPC-A, EAN-13 or GTIN-14 of one number, is recognised", async () => {
      const plain = await withCard("2950700000048");
      const prefixed = await withCard("]C1C-7788");
      const upc = await withCard("012345678905");
      expect(await byCard("]C12950700000048")).toBe(plain);
      expect(await byCard("C-7788")).toBe(prefixed);
      expect(await byCard("0012345678905")).toBe(upc);
      expect(await byCard("00012345678905")).toBe(upc);
      const taken = await create_({
        identities: [{ handle: "card", identifier: "]E02950700000048" }],
      });
      expect(taken.status).toBe(422);
      expect(Object.keys(taken.body.errors)).toEqual(["identities.0.identifier"]);
      const listed = await world.ask("GET /profiles?filter[identities.identifier]=%5DC1C-7788");
      expect(listed.body.data.map((profile: { id: string }) => profile.id)).toEqual([prefixed]);
    });

    it("buys for its person in a transaction, however the till writes it", async () => {
      const id = await withCard("VIP-4242");
      const answer = await world.ask("POST /transactions", {
        body: {
          profile_id: "]C1vip-4242",
          profile_id_handle: "card",
          external_id: "IDS-1",
          receipt_ref: "IDS-1",
          location_id: "TILL-1",
          total: 10,
          transacted_at: "2026-03-02 10:00:00",
          items: [{ name: "Tea", quantity: 1, price_current: 10, price_sell: 10 }],
        },
      });
      expect(answer.body.data, JSON.stringify(answer.body)).toMatchObject({ profile_id: id });
    });
  });

  it("an identity `6006491234567890123` sent as a JSON number is stored exactly, wherever a number is accepted as text", async () => {
    const number = "6006491234567890123";
    const answer = await create_(
      `{"email":"big@example.com","company":${number},"tags":[${number}],"meta":{"order":${number}},
        "identities":[{"handle":"card","identifier":${number}}]}`,
    );
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      company: number,
      tags: [number],
      external_id: number,
      meta: { order: number },
    });
    expect(await byCard(number)).toBe(answer.body.data.id);
  });

  it("a number that has lost digits is refused where no text would do", async () => {
    const rounded = await create_('{"email":"r@example.com","company":0.12345678901234567}');
    expect(rounded.status).toBe(422);
    expect(Object.keys(rounded.body.errors)).toEqual(["company"]);
    const day = await create_('{"email":"r@example.com","birth_day":6006491234567890123}');
    expect(day.status).toBe(422);
  });

  describe("an e-mail address", () => {
    it("in both spellings of its domain is one person", async () => {
      const anna = await idOf({ email: "anna@müller.de" });
      const read = await world.ask(`GET /profiles/${anna}`);
      expect(read.body.data.email).toBe("anna@xn--mller-kva.de");
      const again = await create_({ email: "Anna@XN--MLLER-KVA.de" });
      expect(again.body.errors).toEqual({ email: ["The email has already been taken."] });
      expect(await byCard("anna@MÜLLER.de", "email")).toBe(anna);
      const free = await world.ask("POST /profiles/availability", {
        body: { email: "anna@müller.de" },
      });
      expect(free.body.data.email).toEqual({ available: false, profile: { id: anna } });
      const listed = await world.ask(
        `GET /profiles?filter[email]=${encodeURIComponent("anna@müller.de")}`,
      );
      expect(listed.body.data).toHaveLength(1);
    });

    it.each(["ivan@xn--e1aybc.xn--p1ai", "a&b@example.com"])("%s is accepted", async (email) => {
      const id = await idOf({ email });
      expect((await world.ask(`GET /profiles/${id}`)).body.data.email).toBe(email);
    });
  });

  describe("a phone number", () => {
    it.each([
      ["0061412345681", "+61412345681"],
      ["00 44 7700 900125", "+447700900125"],
      ["0011 44 7700 900126", "+447700900126"],
    ])("%s in Australia is %s", async (phone, e164) => {
      const id = await idOf({ mobile_phone: phone });
      expect((await world.ask(`GET /profiles/${id}`)).body.data.mobile_phone_e164).toBe(e164);
    });

    it.each(["0412 345 67", "0412 345 6789", "+44 7700 90012"])(
      "%s, a digit too few or too many, is refused with what to do",
      async (phone) => {
        const answer = await create_({ mobile_phone: phone });
        expect(answer.status).toBe(422);
        expect(answer.body.errors.mobile_phone).toEqual([
          expect.stringContaining("check its digits"),
        ]);
      },
    );
  });

  it("a UUID in upper case is the same profile", async () => {
    const id = await idOf({});
    const read = await world.ask(`GET /profiles/${id.toUpperCase()}`);
    expect(read.body.data.id).toBe(id);
    const changed = await world.ask(`PUT /profiles/${id.toUpperCase()}`, { body: { title: "Dr" } });
    expect(changed.body.data).toMatchObject({ id, title: "Dr" });
    expect(await byCard(id.toUpperCase(), "profile_id")).toBe(id);
    const listed = await world.ask(`GET /profiles?filter[id]=${id.toUpperCase()}`);
    expect(listed.body.data).toHaveLength(1);
  });
});
