import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { err, type Result } from "#shared/kernel/result.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import { unknown } from "./refusals.ts";
import { addRoute, type Call, type Mount, type Route } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

/**
 * Where the routes about one profile are added, and whose they are. The same declaration is mounted
 * under `/profiles/{id}` for whoever holds a token of the API, and can be mounted where the caller is
 * the profile and the path names nobody.
 */
export type ProfileMount = Mount & {
  /** What comes before the route's own path: `/profiles/:profile_id`. */
  readonly path: string;
  /** What of the path names the profile. */
  readonly params: z.ZodObject;
  readonly profileOf: (plane: Plane, request: FastifyRequest) => Promise<ProfileRecord | null>;
};

/** Adds a route about one profile that is not deleted; 404 where there is none. */
export const addProfileRoute = <Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  mount: ProfileMount,
  route: Omit<Route<z.ZodType, Q, B, A>, "params" | "handle" | "keyedBy"> & {
    readonly handle: (
      call: Call<unknown, z.output<Q>, z.output<B>>,
      profile: ProfileRecord,
    ) => Promise<Result<z.output<A> | null, RequestRefusal>>;
  },
): void => {
  addRoute(mount, {
    ...route,
    url: `${mount.path}${route.url}`,
    params: mount.params,
    handle: async (call) => {
      const profile = await mount.profileOf(call, call.request);
      return profile ? route.handle(call, profile) : err(unknown("profile"));
    },
  });
};
