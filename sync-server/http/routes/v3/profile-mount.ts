import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { profileParams } from "#shared/api/fields.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import { unknown } from "./refusals.ts";
import { addRoute, type Call, type Mount, type Route } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

/**
 * Where routes about one profile are added, and how they find the profile. The same declaration is
 * mounted under `/profiles/{id}` for callers with an API token, and can be mounted where the caller
 * is the profile and the path has no id.
 */
export type ProfileMount = Mount & {
  /** The prefix of the route's own path: `/profiles/:profile_id`. */
  readonly path: string;
  /** The path parameters that identify the profile. */
  readonly params: z.ZodObject;
  readonly profileOf: (plane: Plane, request: FastifyRequest) => Promise<ProfileRecord | null>;
};

/** Finds the profile by the id in the path. */
export const byProfileId = (mount: Mount): ProfileMount => ({
  ...mount,
  path: "/profiles/:profile_id",
  params: profileParams,
  profileOf: ({ read }, request) =>
    readLivingProfile(read, profileParams.parse(request.params).profile_id),
});

/** A route about one profile. */
type ProfileRoute<
  P extends z.ZodObject,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> = Omit<Route<z.ZodObject, Q, B, A>, "params" | "handle" | "keyedBy"> & {
  /** The parameters of its own part of the path, after the part that identifies the profile. */
  readonly params?: P;
  /** What the 404 calls the missing thing; defaults to the profile. */
  readonly noun?: string;
  readonly handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>>,
    profile: ProfileRecord,
  ) => Promise<Result<z.output<A> | null, RequestRefusal>>;
};

/** Adds a route about one profile that isn't deleted; 404 if there is none. */
export const addProfileRoute = <
  P extends z.ZodObject,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  mount: ProfileMount,
  route: ProfileRoute<P, Q, B, A>,
): void => {
  addRoute(mount, {
    ...route,
    url: `${mount.path}${route.url}`,
    params: mount.params.extend(route.params?.shape ?? {}),
    handle: async (call) => {
      const profile = await mount.profileOf(call, call.request);
      const own = parseIfAsked(route.params, call.request.params);
      if (!profile || !own.ok) return err(unknown(route.noun ?? "profile"));
      return route.handle({ ...call, params: own.value }, profile);
    },
  });
};
