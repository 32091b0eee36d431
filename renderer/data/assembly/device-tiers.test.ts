import { filter, firstValueFrom, map } from "rxjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { findView } from "#renderer/data/testing/find-view.ts";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import { runTool } from "#renderer/e2e/server-process.ts";
import { type DemoServer, startDemoServer } from "#renderer/testing/demo-server.ts";
import { tierProgressView } from "#shared/api/incentive/tiers/tier-progress.ts";
import { deviceStandings } from "#shared/incentive/tiers/device-standings.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";

// A real device against a real server process, with the three tiers of the demo.
let server: DemoServer;
let till: Till;
let token: string;

beforeAll(async () => {
  server = await startDemoServer({ profiles: 40, transactions: 300 });
  const args = ["--data", server.data, "--name", "head office", "--scope", "*"];
  token = assertDefined(/rg_api_\S+/.exec(await runTool("token", args))?.[0], "a token");
  till = await openTill(createTestDisk());
  await till.enrol(server.url, await server.enrolCode());
}, 120_000);
afterAll(async () => {
  await till.device.dispose();
  await server.remove();
});

const answerSchema = z.object({ data: z.unknown() });
const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
  const response = await fetch(`${server.url}/api/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return answerSchema.parse(await response.json()).data;
};
const onServer = (profileId: ProfileId) => ask("GET", `/profiles/${profileId}/tiers`);

/** What the device would show, as the API writes it. */
const onDevice = async (profileId: ProfileId) => {
  const { device } = till;
  const { programme, ownLocation, tenant, tierVersions } = await firstValueFrom(device.config$);
  const view = await firstValueFrom(
    device.profile$(profileId).pipe(filter((each) => each !== null)),
  );
  const settings = {
    definitions: assertDefined(programme ?? undefined, "a programme").definitions,
    versions: tierVersions,
    zone: assertDefined(tenant ?? undefined, "a tenant").timezone,
    region: assertDefined(ownLocation ?? undefined, "a location").region,
  };
  return tierProgressView(profileId, deviceStandings(settings, view.tiers, device.now()));
};
/** Waits until the device says what the server says. */
const agree = async (profileId: ProfileId) => {
  const wanted = await onServer(profileId);
  await expect.poll(() => onDevice(profileId), { timeout: 10_000 }).toEqual(wanted);
};

test("[T15] a device says of everybody's tiers what the API says, and follows what changes", async () => {
  const listed = z
    .array(z.object({ id: profileIdSchema }))
    .parse(await ask("GET", "/profiles?page[size]=100"));
  const shown: string[] = [];
  for (const { id } of listed) {
    // Those of other regions aren't here.
    const here = await firstValueFrom(till.device.profile$(id).pipe(map((view) => view !== null)));
    if (!here) continue;
    await agree(id);
    shown.push((await onDevice(id)).current_tier?.name ?? "none");
  }
  expect(new Set(shown).size).toBeGreaterThan(1);
  const { profile } = await findView(till.device, ({ tiers }) => tiers.length > 0);
  await ask("POST", "/transactions", {
    ...{ external_id: "T15", profile_id: profile.id, total: 5000, timezone: "Europe/London" },
    transacted_at: new Date(Date.now() - 60_000).toISOString().slice(0, 19).replace("T", " "),
    items: [{ name: "Piano", sku: "P-1", quantity: 1, price_sell: 5000, price_current: 5000 }],
  });
  await agree(profile.id);
  const top = (await onDevice(profile.id)).current_tier;
  expect(top).toMatchObject({ value_min: expect.any(Number) });
  // A tier above all others is there for everybody at once.
  await ask("POST", "/tiers/definitions", { name: "Patron", handle: "patron", value_min: 4000 });
  await agree(profile.id);
  expect((await onDevice(profile.id)).current_tier?.name).toBe("Patron");
}, 60_000);
