/// <reference lib="webworker" />

// Caches one whole built app, so that it opens even if the server is never reachable again. It
// touches nothing else: data goes straight to the server, and the other apps of the origin have
// their own service workers and caches. No imports: this is one plain script.

declare const self: ServiceWorkerGlobalScope;

/**
 * The app it caches, each built file with its hash, and a hash of them all. The build fills these
 * in.
 */
declare const __APP_NAME__: string;
declare const __PRECACHE__: readonly { readonly path: string; readonly hash: string }[];
declare const __PRECACHE_VERSION__: string;

const PREFIX = `regulars-${__APP_NAME__}-`;
const VERSION = PREFIX + __PRECACHE_VERSION__;
const TAKE_OVER = "take-over";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(answer(event.request, path));
});

/**
 * Gets every file, from the previous version if it hasn't changed. All of them or none, and none
 * that isn't what was built: a network's sign-in page answers for any file, and says that all is
 * well.
 */
const install = async (): Promise<void> => {
  const cache = await caches.open(VERSION);
  await Promise.all(
    __PRECACHE__.map(async ({ path, hash }) => {
      const key = keyOf(path, hash);
      if (await cache.match(key)) return;
      const held = await caches.match(key);
      if (held) return cache.put(key, held);
      const response = await fetch(urlOf(path), { cache: "reload" });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      const content = await response.arrayBuffer();
      if ((await hashOf(content)) !== hash) throw new Error(`${path}: another file`);
      await cache.put(key, new Response(content, { headers: response.headers }));
    }),
  );
};

const activate = async (): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith(PREFIX) && name !== VERSION)
      .map((name) => caches.delete(name)),
  );
  await self.clients.claim();
};

/** The built file that answers a request, or null if the request isn't for this app. */
const pathOf = (request: Request): string | null => {
  if (request.method !== "GET") return null;
  const url = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
  const path = url.pathname.slice(scope.pathname.length);
  if (path === "" || isLaunch(request.mode, path)) return "index.html";
  // An app with its own path handles every address below it. The store app keeps its routes after
  // "#" and leaves all other addresses to the server.
  if (request.mode === "navigate" && scope.pathname !== "/") return "index.html";
  return __PRECACHE__.some((file) => file.path === path) ? path : null;
};

/** A till opens a customer at an address of its own, also offline. */
const isLaunch = (mode: RequestMode, path: string): boolean =>
  mode === "navigate" && __APP_NAME__ === "clienteling" && /^profiles?\/[^/]*$/.test(path);

const answer = async (request: Request, path: string): Promise<Response> => {
  const file = __PRECACHE__.find((listed) => listed.path === path);
  const cache = await caches.open(VERSION);
  const held = file && (await cache.match(keyOf(path, file.hash)));
  return held ?? fetch(request);
};

const urlOf = (path: string): string => new URL(path, self.registration.scope).href;

const keyOf = (path: string, hash: string): string => `${urlOf(path)}?${hash}`;

/** The hash that the build lists for a file. */
const hashOf = async (content: ArrayBuffer): Promise<string> => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
