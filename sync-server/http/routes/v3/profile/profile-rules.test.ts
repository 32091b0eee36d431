import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

const SETTING = "/settings/profile_rules";

describe.for(databases)("what a tenant decides about profiles on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  let made = 0;

  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterEach(() => set({}));
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const set = (rules: object) =>
    world.ask(`PUT ${SETTING}`, { body: { value: JSON.stringify(rules) } });
  const rule = (more: object) => ({ name: "Blocked", rule_type: "exact", type: "email", ...more });
  const only = async (...rules: readonly object[]) => {
    const answer = await set({ validation_rules: rules.map(rule) });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  /** Which fields of a new profile are refused, and what is said of the first. */
  const refused = async (body: object) => {
    made += 1;
    const whole = { email: `rules${made}@example.com`, ...body };
    const answer = await world.ask("POST /profiles", { body: whole });
    return answer.status === 201 ? null : Object.entries(answer.body.errors)[0]?.flat();
  };

  it("DOMAIN §3.3 no. 4: blocks by whole value, domain, start and pattern", async () => {
    await only(
      { values: [{ value: "No@Spam.test" }, { value: "x@ok.test", is_active: false }] },
      { rule_type: "domain", values: [{ value: "@mail.test" }], error_message: "Use another." },
      { type: "mobile", rule_type: "prefix", pattern: "+61 49" },
      { type: "name", rule_type: "regex", pattern: "^(test|asdf)+$" },
      { type: "name", values: [{ value: "DÉMO" }] },
    );
    const said = (field: string) => [field, `The ${field.replace("_", " ")} isn't allowed.`];
    expect(await refused({ email: "NO@spam.test" })).toEqual(said("email"));
    expect(await refused({ email: "x@ok.test" })).toBeNull();
    expect(await refused({ email: "a@mail.test" })).toEqual(["email", "Use another."]);
    expect(await refused({ email: "a@deep.mail.test" })).toEqual(["email", "Use another."]);
    expect(await refused({ email: "a@notmail.test" })).toBeNull();
    expect(await refused({ mobile_phone: "0491 570 156" })).toEqual(said("mobile_phone"));
    expect(await refused({ mobile_phone: "0412 345 678" })).toBeNull();
    expect(await refused({ first_name: "TestAsdf" })).toEqual(said("first_name"));
    expect(await refused({ last_name: "Demo" })).toEqual(said("last_name"));
    expect(await refused({ last_name: "Testament" })).toBeNull();
  });

  it("DOMAIN §3.3 no. 4: by occasion and time, the highest priority first", async () => {
    const value = { values: [{ value: "late@example.com" }] };
    await only({ ...value, applies_to: "update", error_message: "Low." });
    expect(await refused({ email: "late@example.com" })).toBeNull();
    const { id } = await world.post("/profiles", { email: "early@example.com" });
    const values = { values: [{ value: "later@example.com" }] };
    await only(
      { ...values, applies_to: "update", priority: 1, error_message: "Low." },
      { ...values, priority: 2, error_message: "High." },
      { ...values, priority: 3, effective_to: "2020-01-01", error_message: "Over." },
      { ...values, priority: 3, effective_from: "2099-01-01", error_message: "Not yet." },
      { ...values, priority: 3, is_active: false, error_message: "Off." },
    );
    const answer = await world.ask(`PUT /profiles/${id}`, { body: { email: "later@example.com" } });
    expect(answer.body.errors).toEqual({ email: ["High."] });
    // What it has stays, and isn't judged again.
    await only({ values: [{ value: "early@example.com" }] });
    const edit = await world.ask(`PUT /profiles/${id}`, { body: { company: "Acme" } });
    expect(edit.status).toBe(200);
  });

  it("DOMAIN §3.3 no. 4: a pattern that backtracks without end elsewhere costs nothing", async () => {
    await only({ type: "name", rule_type: "regex", pattern: "^(([a-z])+.)+[A-Z]([a-z])+$" });
    const started = performance.now();
    expect(await refused({ first_name: `${"a".repeat(100)}!` })).toBeNull();
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("refuses rules that can't be understood, and says which", async () => {
    const wrong: readonly (readonly [object, string])[] = [
      [{ validation_rules: [rule({ rule_type: "regex", pattern: "(" })] }, "validation_rules.0"],
      [
        { validation_rules: [rule({ rule_type: "regex", pattern: "(?=x)" })] },
        "validation_rules.0",
      ],
      [{ validation_rules: [rule({ type: "name", rule_type: "domain" })] }, "rule_type"],
      [{ validation_rules: [rule({ effective_from: "soon" })] }, "effective_from"],
      [{ validation_rules: [rule({ colour: "red" })] }, "colour"],
      [{ mobile_phone_clash: "merge" }, "mobile_phone_clash"],
    ];
    for (const [rules, named] of wrong) {
      const answer = await set(rules);
      expect([answer.status, answer.body.errors.value[0]]).toEqual([
        ...[422, expect.stringContaining(named)],
      ]);
    }
    const { data } = (await world.ask(`GET ${SETTING}`)).body;
    expect(JSON.parse(data.value)).toEqual({
      mobile_phone_clash: "refuse",
      temporary_days: 30,
      validation_rules: [],
    });
  });

  it("DOMAIN §3.1 no. 5: a mobile phone that is taken is refused, or becomes the secondary one", async () => {
    const mobile = "+61412000777";
    const { id } = await world.post("/profiles", {
      email: "owner@example.com",
      mobile_phone: mobile,
    });
    const sent = { mobile_phone: mobile };
    expect(await refused(sent)).toEqual(["mobile_phone", "The phone number exists"]);
    await set({ mobile_phone_clash: "secondary" });
    const moved = await world.post("/profiles", { ...sent, email: "second@example.com" });
    expect(moved).toMatchObject({ mobile_phone: null, secondary_phone: mobile });
    const third = await world.post("/profiles", { email: "third@example.com" });
    const edited = await world.ask(`PUT /profiles/${third.id}`, { body: sent });
    expect(edited.body.data).toMatchObject({ mobile_phone: null, secondary_phone: mobile });
    // Nothing is lost: another secondary phone stays, and somebody without an email can be reached.
    const other = { ...sent, secondary_phone: "+61412000778" };
    expect(await refused(other)).toEqual(["mobile_phone", "The phone number exists"]);
    expect(await refused({ ...sent, email: null })).toEqual([
      ...["mobile_phone", "The phone number exists"],
    ]);
    const own = await world.ask(`PUT /profiles/${id}`, { body: sent });
    expect(own.body.data).toMatchObject({ mobile_phone: mobile, secondary_phone: null });
  });

  it("DOMAIN §3.1 no. 13: names get capitals unless they were spelt on purpose", async () => {
    const loud = await world.post("/profiles", {
      ...{ first_name: "ANNA", last_name: "o'brien", email: "anna@example.com" },
    });
    expect(loud).toMatchObject({ first_name: "Anna", last_name: "O'Brien" });
    const edit = (last_name: string) =>
      world.ask(`PUT /profiles/${loud.id}`, { body: { last_name } });
    expect((await edit("de la Cruz")).body.data.last_name).toBe("de la Cruz");
    expect((await edit("DE LA CRUZ")).body.data.last_name).toBe("DE LA CRUZ");
    expect((await edit("SMITH")).body.data.last_name).toBe("Smith");
  });
});
