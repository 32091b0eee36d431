import type { FastifyInstance } from "fastify";
import findMyWay from "find-my-way";

declare module "fastify" {
  interface FastifyInstance {
    /** The methods of the path in a URL; null if the path has no route. */
    methodsAt: (url: string) => readonly string[] | null;
  }
}

/** How paths are read: a slash at the end changes nothing. */
export const PATH_OPTIONS = { ignoreTrailingSlash: true, maxParamLength: 300 } as const;

/**
 * Remembers the methods of every path that is added after this, so that a request with a wrong one
 * can be told from a request for nothing (DOMAIN §1.2). Where two paths fit, the fixed one counts:
 * `/profiles/merge` isn't a profile.
 */
export const addAllowedMethods = (app: FastifyInstance): void => {
  const paths = findMyWay(PATH_OPTIONS);
  const methodsOf = new Map<string, string[]>();
  app.addHook("onRoute", ({ method, url }) => {
    // Files and preflights are answered at any path.
    if (url.includes("*")) return;
    const path = url.replaceAll(/:\w+/g, ":part").replace(/(?<=.)\/$/, "");
    const methods = methodsOf.get(path) ?? [];
    if (!methodsOf.has(path)) paths.on("GET", path, () => undefined, path);
    methodsOf.set(path, [...new Set([...methods, ...[method].flat()])]);
  });
  app.decorate("methodsAt", (url) => {
    const found = paths.find("GET", url);
    return (found && methodsOf.get(String(found.store))) ?? null;
  });
};
