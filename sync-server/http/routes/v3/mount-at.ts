import { z } from "zod";
import type { Mount } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

/**
 * Where the routes about one thing are added, which the end of their path names. `find` adds it to
 * what its requests may read and write; 404 if it is null.
 */
export const mountAt = <C extends Plane, D extends C, Shape extends z.ZodRawShape>(
  mount: Mount<C>,
  at: {
    readonly path: string;
    readonly params: z.ZodObject<Shape>;
    readonly noun: string;
    readonly find: (plane: C, params: z.output<z.ZodObject<Shape>>) => Promise<D | null>;
  },
): Mount<D> => ({
  ...mount,
  path: `${mount.path ?? ""}${at.path}`,
  params: z.object({ ...mount.params?.shape, ...at.params.shape }),
  noun: at.noun,
  planeOf: async (request) => {
    const plane = await mount.planeOf(request);
    return plane && at.find(plane, at.params.parse(request.params));
  },
});
