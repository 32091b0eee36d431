import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { makeV3Samples, type V3Samples } from "#sync-server/testing/v3-samples.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { transactionClaims } from "./commerce/transaction-claims.ts";
import { pointsOfProfile } from "./incentive/points/points.ts";
import type { ProfileMount } from "./profile-mount.ts";
import { addRedeem } from "./redemption/redeem.ts";
import { addRoute } from "./route.ts";

describe.for(databases)(
  "a resource of a profile, mounted for the profile itself on $name",
  ({ create }) => {
    let database: TestDatabase;
    let world: V3World;
    let samples: V3Samples;
    let plane: FastifyInstance;

    beforeAll(async () => {
      database = await create();
      world = await startV3World(database);
      samples = await makeV3Samples(world);
      plane = fastify();
      await plane.register(
        async (app) => {
          const mount: ProfileMount = {
            app,
            path: "/profiles/me",
            // The mount says who is asking; here a header does.
            planeOf: async (request) => {
              const id = profileIdSchema.safeParse(request.headers["x-me"]);
              const read = world.store.read(TEST_TENANT);
              const profile = id.success ? await readLivingProfile(read, id.data) : null;
              return (
                profile && {
                  read,
                  keyOwner: `profile:${profile.id}`,
                  now: NOON,
                  clock: () => NOON,
                  currency: ANY_CURRENCY,
                  withPinHash: async () => err({ reason: "pins_busy" }),
                  isPinRight: async () => err({ reason: "pins_busy" }),
                  hashUnderCardKey: () => null,
                  write: (name, input) => world.store.write(name, TEST_TENANT, input),
                  writeOnce: (name, input, once) =>
                    world.store.writeOnce(name, TEST_TENANT, input, "command-line", once),
                  profile,
                }
              );
            },
          };
          pointsOfProfile.add(mount);
          transactionClaims.add(mount);
          addRedeem(mount);
          addRoute(mount, {
            ...{ method: "GET", url: "/written", scopes: "any", tag: "T", summary: "Writes" },
            answer: z.unknown(),
            handle: async ({ write, profile }) =>
              ok(await write("restoreProfile", { profileId: profile.id })),
          });
        },
        { prefix: "/id/api/v1" },
      );
    });
    afterAll(async () => {
      await plane.close();
      await world.close();
      await database.drop();
    });

    const askAs = async (me: string, path: string) => {
      const url = `/id/api/v1/profiles/me${path}`;
      const answer = await plane.inject({ url, headers: { "x-me": me } });
      return { status: answer.statusCode, body: answer.json() };
    };

    it("writes nothing by a GET route", async () => {
      expect((await askAs(samples.profileId, "/written")).status).toBe(500);
    });

    it("answers as it does under the profile's id, with links to its own path", async () => {
      const { profileId, pointId } = samples;
      const list = await askAs(profileId, "/points?page[size]=1");
      const known = await world.ask(`GET /profiles/${profileId}/points?page[size]=1`);
      expect(list.status).toBe(200);
      expect(list.body.data).toEqual(known.body.data);
      expect(list.body.data).toHaveLength(1);
      expect(list.body.meta.path).toMatch(/\/id\/api\/v1\/profiles\/me\/points$/);
      const one = await askAs(profileId, `/points/${pointId}`);
      expect(one.body).toEqual(
        (await world.ask(`GET /profiles/${profileId}/points/${pointId}`)).body,
      );
    });

    it("never shows another profile's data", async () => {
      const other = await world.ask("POST /profiles", { body: { email: "other@example.com" } });
      expect((await askAs(other.body.data.id, "/points")).body.data).toEqual([]);
      const theirs = await askAs(other.body.data.id, `/points/${samples.pointId}`);
      expect([theirs.status, theirs.body.message]).toEqual([
        404,
        "There is no such point of this profile.",
      ]);
      expect((await askAs("nobody", "/points")).status).toBe(404);
    });

    it("lists, makes and takes back the claims of the one who asks, and of nobody else", async () => {
      const { profileId, claimId } = samples;
      const known = await world.ask(`GET /profiles/${profileId}/transactions/claims`);
      const claims = await askAs(profileId, "/transactions/claims");
      expect(claims.body.data).toEqual(known.body.data);
      expect(claims.body.data).toHaveLength(1);
      const send = (me: string, method: "POST" | "DELETE", path: string, payload: object = {}) =>
        plane.inject({
          ...{ method, url: `/id/api/v1/profiles/me/transactions/claims${path}`, payload },
          headers: { "x-me": me },
        });
      const other = await world.ask("POST /profiles", { body: { email: "claims@example.com" } });
      const { id } = other.body.data;
      expect((await askAs(id, `/transactions/claims/${claimId}`)).status).toBe(404);
      expect((await send(id, "DELETE", `/${claimId}`)).statusCode).toBe(404);
      const made = await send(id, "POST", "", {
        ...{ transaction_receipt_ref: "ME-1", transaction_transacted_at: "2026-03-01" },
        ...{ transaction_total: 10, transaction_location_external_code: "SAMPLE" },
      });
      expect([made.statusCode, made.json().data.profile_id]).toEqual([201, id]);
      expect((await send(id, "DELETE", `/${made.json().data.id}`)).statusCode).toBe(204);
    });

    it("redeems from the balance of the profile that asks, once for each key", async () => {
      const redeem = (me: string, amount: number) =>
        plane.inject({
          method: "POST",
          url: "/id/api/v1/profiles/me/redeem",
          headers: { "x-me": me, "idempotency-key": "0193d000-0000-4000-8000-000000000001" },
          payload: { amount },
        });
      const balanceOf = async () =>
        (await world.ask(`GET /profiles/${samples.profileId}/balances`)).body.data
          .combined_balance_dollars;
      const before = await balanceOf();
      const first = await redeem(samples.profileId, 0.5);
      expect([first.statusCode, first.json().data.total]).toEqual([201, 0.5]);
      expect((await redeem(samples.profileId, 0.5)).json()).toEqual(first.json());
      expect(await balanceOf()).toBeCloseTo(before - 0.5);
      const other = await world.ask("POST /profiles", { body: { email: "poor@example.com" } });
      expect((await redeem(other.body.data.id, 0.5)).json().errors.amount).toEqual([
        "Only 0.00 is available.",
      ]);
    });

    it("gives a repeat under an API token the first answer, also once the profile is deleted", async () => {
      const { id } = (await world.ask("POST /profiles", { body: { email: "gone@example.com" } }))
        .body.data;
      const reward = { profile_id: id, reward_definition_id: samples.rewardDefinitionId };
      await world.ask("POST /rewards", { body: reward });
      const token = await world.tokenWith(["redeem-strategy"]);
      const redeem = (key: string) => {
        const headers = { "idempotency-key": key };
        return world.ask(`POST /profiles/${id}/redeem`, { body: { amount: 1 }, headers, token });
      };
      const first = await redeem("before");
      expect(first.status).toBe(201);
      await world.ask(`DELETE /profiles/${id}`);
      expect(await redeem("before")).toMatchObject({ status: 201, body: first.body });
      expect(await redeem("after")).toMatchObject({
        status: 404,
        body: { message: "There is no such profile." },
      });
    });

    it("refuses unknown filters and impossible paths, as the API does", async () => {
      const bad = await askAs(samples.profileId, "/points?filter[secret]=1");
      expect([bad.status, Object.keys(bad.body.errors)]).toEqual([422, ["filter[secret]"]]);
      expect((await askAs(samples.profileId, "/points/x")).status).toBe(404);
    });
  },
);
