import fastify from "fastify";
import { v3Routes } from "#sync-server/http/routes/v3/register.ts";
import type { RouteScopes } from "#sync-server/http/routes/v3/route.ts";
import type { Store } from "#sync-server/store.ts";
import { TEST_TENANT } from "./databases.ts";
import { NOON } from "./seed.ts";

/** A v3 route as registered: `GET /profiles/:profile_id`, and the scopes it requires. */
export type V3Route = { readonly route: string; readonly scopes: RouteScopes | undefined };

/** Every route of the v3 API, except the pages of its reference. */
export const readV3Routes = async (): Promise<readonly V3Route[]> => {
  const found: V3Route[] = [];
  const app = fastify();
  app.addHook("onRoute", ({ method, url, config }) => {
    for (const each of [method].flat()) {
      const route = `${each} ${url.slice("/api/v3".length)}`;
      if (!/^(?:HEAD|GET \/docs)/.test(route)) found.push({ route, scopes: config?.scopes });
    }
  });
  const deps = {
    ...{ store: noStore, bookkeep: unused, withPinHash: unused, pinsFor: unused },
    ...{ hashUnderCardKey: unused, wakeBatches: unused },
    ...{ clock: () => NOON, tenantId: TEST_TENANT },
  };
  await app.register(v3Routes, { prefix: "/api/v3", ...deps });
  await app.close();
  return found;
};

const unused = (): never => {
  throw new Error("routes are registered without reading or writing");
};

const noStore: Store = {
  dialect: "sqlite",
  read: unused,
  readAcross: unused,
  snapshot: unused,
  write: unused,
  writeOnce: unused,
  onChange: unused,
  close: unused,
};
