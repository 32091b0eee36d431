import { expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId, newProfileId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer } from "#sync-server/testing/test-server.ts";
import { blankDetails, makeTestShop } from "#sync-server/testing/test-shop.ts";
import { describeError, whyFailed } from "./log.ts";

const CANARY = {
  email: "canary.bird@example.com",
  phone: "+61400777123",
  name: "Canarybird",
  note: "canary-note-text",
  identifier: "CANARY-CARD-9001",
  pin: "739154",
} as const;

test.for(databases)(
  "[I26] no log line on $name identifies a person, whatever the level and whatever fails",
  async ({ create }) => {
    const database = await create();
    const server = await startTestServer(database);
    const shop = await makeTestShop(server.store);
    const device = await enrolTestDevice(server.url, server.store, shop);
    const api = await server.store.write("createApiToken", TEST_TENANT, {
      name: "canary",
      scopes: ["*"],
      expiresAt: null,
    });
    const secrets = [device.token, api.token];
    const details = {
      ...blankDetails,
      firstName: CANARY.name,
      email: CANARY.email,
      mobilePhone: CANARY.phone,
    };
    const identities = [{ handle: "card", identifier: CANARY.identifier }];
    const create_ = () =>
      device.command("create_profile", { profileId: newProfileId(), details, identities });
    const profileId = newProfileId();

    // Everything that is accepted, refused or parked.
    await device.push(
      { ...create_(), profileId },
      create_(),
      device.command("add_note", { profileId, noteId: newCommandId(), text: CANARY.note }),
      device.command("edit_profile", {
        profileId,
        changes: { email: `x${CANARY.email}`, title: CANARY.name },
      }),
      device.command(CANARY.name, { pin: CANARY.pin }),
      device.redeem(CANARY.email, 100),
    );
    for (const name of ["profiles", "timeline", "verdicts", "config"] as const)
      await device.pullAll(name);

    // Everything that is invalid.
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-regulars-protocol": "1", ...headers },
        body,
      });
    await post(
      "/sync/v1/enrol",
      JSON.stringify({ code: CANARY.identifier, deviceName: CANARY.name }),
    );
    await post("/sync/v1/push", `{"broken": "${CANARY.email}`, {
      authorization: `Bearer ${device.token}`,
    });
    await post("/sync/v1/push", JSON.stringify({ commands: [{ note: CANARY.note }] }), {
      authorization: `Bearer ${device.token}`,
    });
    await device.request(`pull?collection=${CANARY.name}&checkpoint=${CANARY.email}`);
    await fetch(`${server.url}/profiles/${CANARY.name}?email=${CANARY.email}`);
    await fetch(`${server.url}/${CANARY.name}/%zz`);
    const v3 = { authorization: `Bearer ${api.token}`, "content-type": "application/json" };
    const profile = {
      first_name: CANARY.name,
      email: `v3.${CANARY.email}`,
      mobile_phone: CANARY.phone,
    };
    await post("/api/v3/profiles", JSON.stringify(profile), v3);
    await post("/api/v3/profiles", JSON.stringify({ ...profile, email: CANARY.email }), v3);
    await post("/api/v3/profiles/availability", JSON.stringify({ email: CANARY.email }), v3);
    await fetch(`${server.url}/api/v3/profiles?filter[search]=${CANARY.name}`, { headers: v3 });
    await fetch(`${server.url}/api/v3/profiles?filter[email]=${CANARY.email}`, { headers: v3 });

    // A database that fails in the middle and quotes its input.
    await failEvery(database);
    const failing = device.command("create_profile", {
      profileId: newProfileId(),
      details: { ...details, email: `z${CANARY.email}`, mobilePhone: null },
      identities: [],
    });
    expect((await device.push(failing)).verdicts).toMatchObject([{ status: "parked" }]);
    await post("/api/v3/profiles", JSON.stringify(profile), v3);

    const logged = server.logged();
    const metrics = await server.metrics();
    expect(metrics).toContain('route="/sync/v1/push"');
    expect(logged).toContain("a command was parked undecided");
    expect(logged).toContain('"route":"/sync/v1/pull"');
    for (const canary of [...Object.values(CANARY), ...secrets.map(secretOf)]) {
      expect(`${logged}${metrics}`.toLowerCase()).not.toContain(canary.toLowerCase());
    }
    await server.stop();
    await database.drop();
  },
);

/** From here on every new profile makes the database fail, with the email in its message. */
const failEvery = async (database: TestDatabase): Promise<void> => {
  if (database.name === "sqlite") {
    await database.run(`create trigger quote before insert on profiles begin
      select raise(abort, '${CANARY.email} is ${CANARY.name} with ${CANARY.phone}'); end`);
    return;
  }
  await database.run(`create function quote() returns trigger language plpgsql as $$
    begin raise exception '% is in the way', new.email using detail = new.first_name; end $$`);
  await database.run(
    "create trigger quote before insert on profiles for each row execute function quote()",
  );
};

const secretOf = (token: string): string => assertDefined(token.split("_")[3], "a token's secret");

test("an error is logged with its kind, code, names and frames, without what it quotes", () => {
  const error = Object.assign(
    new Error('duplicate key "a@b.example" (email)=(a@b.example) of Ada 0412345678', {
      cause: new Error("a@b.example"),
    }),
    { code: "23505", constraint: "profiles_email", detail: "Key (email)=(a@b.example) exists." },
  );
  const described = describeError(error);
  expect(described).toMatchObject({ kind: "Error", code: "23505", constraint: "profiles_email" });
  expect(JSON.stringify(described)).not.toMatch(/a@b|0412345678|Ada/);
  expect(whyFailed(error)).toBe("Error 23505 profiles_email");
  const full = new Error("database or disk is full");
  expect(whyFailed(full)).toBe(full.message);
  expect(
    describeError(new Error("Assertion failed: a lot of Ada (0412345678) is there")),
  ).toMatchObject({
    message: "Assertion failed: a lot of Ada … is there",
  });
});
