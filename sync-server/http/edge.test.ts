import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Store } from "#sync-server/store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { createMetrics } from "./metrics.ts";

// This layer comes before the database, so one database is enough here.
const createDatabase = () => assertDefined(databases[0], "a database").create();

const apiToken = async (store: Store): Promise<string> => {
  const input = { name: "edge", scopes: ["read-locations"], expiresAt: null };
  return (await store.write("createApiToken", TEST_TENANT, input)).token;
};

const TITLES = { clienteling: "Store app", manager: "Head office", portal: "Your profile" };

describe("the edge", () => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  let screens: string;

  beforeAll(async () => {
    screens = mkdtempSync(join(tmpdir(), "regulars-screens-"));
    for (const [app, title] of Object.entries(TITLES)) {
      mkdirSync(join(screens, app, "assets"), { recursive: true });
      const page = `<!doctype html><title>${title}</title>`;
      writeFileSync(join(screens, app, "index.html"), page);
      writeFileSync(join(screens, app, "service-worker.js"), `// service worker of ${app}`);
      writeFileSync(join(screens, app, "assets/main-AbCd1234.js"), `// main of ${app}`);
    }
    database = await createDatabase();
    server = await startTestServer(database, { env: { REGULARS_RENDERER: screens } });
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(screens, { recursive: true });
  });

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${device.token}`,
        "x-regulars-protocol": "1",
        "content-type": "application/json",
        ...headers,
      },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });

  const expectRefusal = async (response: Response, status: number, text: RegExp) => {
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/json");
    const body: unknown = await response.json();
    expect(body).toMatchObject({ code: expect.any(String), message: expect.stringMatching(text) });
  };

  test.each<[string, string | Buffer, number, RegExp]>([
    ["broken JSON", '{"commands":[', 400, /not JSON/],
    ["no body", "", 422, /empty.*JSON object.*application\/json/],
    ["null", "null", 422, /./],
    ["a number", "42", 422, /./],
    ["a list", "[]", 422, /./],
    ["no commands", "{}", 422, /commands/],
    ["too few commands", '{"commands":[]}', 422, /commands/],
    ["too many commands", JSON.stringify({ commands: Array(101).fill({}) }), 422, /commands/],
    ["commands that are no list", '{"commands":{"0":{}}}', 422, /commands/],
    ["a depth bomb", `${'{"commands":'}${"[".repeat(100_000)}`, 400, /deeper/],
    ["a prototype", '{"commands":[{"__proto__":{"isAdmin":true}}]}', 400, /JSON|proto/i],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x7b]), 400, /JSON/],
    ["more than 2 MB", `{"commands":["${"x".repeat(2_200_000)}"]}`, 413, /too large/],
  ])("answers %s with the problem and the fix", async (_name, body, status, text) => {
    await expectRefusal(await post("/sync/v1/push", body), status, text);
  });

  test("takes push bodies of up to 2 MB, and 1 MB elsewhere", async () => {
    const long = "x".repeat(1_200_000);
    await expectRefusal(
      await post("/sync/v1/push", JSON.stringify({ commands: [{ note: long }] })),
      422,
      /commands.0/,
    );
    await expectRefusal(
      await post("/sync/v1/enrol", JSON.stringify({ code: long, deviceName: "x" })),
      413,
      /too large/,
    );
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/xml",
    "multipart/form-data; boundary=x",
  ])("refuses a body of type %s", async (type) => {
    await expectRefusal(
      await post("/sync/v1/push", "{}", { "content-type": type }),
      415,
      /content-type: application\/json/,
    );
  });

  test("refuses a compressed body and says so, even a small one", async () => {
    const body = gzipSync('{"commands":[]}');
    await expectRefusal(
      await post("/sync/v1/push", body, { "content-encoding": "gzip" }),
      415,
      /not be compressed.*content-encoding/,
    );
  });

  test.each([
    ["//manager/", "Head office"],
    ["/assets//main-AbCd1234.js", "// main of clienteling"],
    ["//api///health", '{"status":"ok"}'],
    ["/api//v3/auth//verify", "Unauthenticated."],
  ])("collapses the duplicate slashes of %s", async (path, text) => {
    const response = await fetch(`${server.url}${path}`, { headers: { accept: "*/*" } });
    expect(await response.text()).toContain(text);
  });

  test("answers for its health at /api/health too", async () => {
    const response = await fetch(`${server.url}/api/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
  });

  test("doesn't read a body before it knows the sender", async () => {
    const response = await post("/sync/v1/push", "{broken", { authorization: "Bearer nobody" });
    await expectRefusal(response, 401, /token/);
  });

  test.each([
    ["GET", "/nowhere"],
    ["GET", "/api/v3/nowhere"],
    ["GET", "/sync/v1/nowhere"],
    ["POST", "/api/v3"],
    ["PROPFIND", "/nowhere"],
  ])("answers %s %s with a 404 in JSON", async (method, path) => {
    await expectRefusal(await fetch(`${server.url}${path}`, { method }), 404, /There is no/);
  });

  test.each([
    ["DELETE", "/sync/v1/push", "POST"],
    ["GET", "/sync/v1/push/", "POST"],
    ["PATCH", "/health", "GET, HEAD"],
    ["POST", "/manager/", "GET, HEAD"],
  ])("answers %s %s with a 405 that names %s", async (method, path, methods) => {
    const accept = "text/html";
    const response = await fetch(`${server.url}${path}`, { method, headers: { accept } });
    expect(new Set(response.headers.get("allow")?.split(", "))).toEqual(
      new Set(methods.split(", ")),
    );
    await expectRefusal(response, 405, /There is no .* only/);
  });

  test.each(["/%zz", "/sync/v1/%E0%A4%A"])(
    "answers the broken path %s with a 400",
    async (path) => {
      await expectRefusal(await fetch(`${server.url}${path}`), 400, /path/);
    },
  );

  test("answers anything but HTTP with a 400 and closes the connection", async () => {
    const { hostname, port } = new URL(server.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write("\u0000\u0001 hello\r\n\r\n"),
      );
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
      });
      socket.on("close", () => resolve(text));
    });
    expect(answer).toContain("400 Bad Request");
  });

  test("every response has a request id and the security headers for browsers", async () => {
    const response = await fetch(`${server.url}/health`);
    expect(await response.json()).toEqual({ status: "ok" });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("strict-transport-security")).toBeNull();
    expect(response.headers.get("x-powered-by")).toBeNull();
  });

  describe("pages of other origins", () => {
    const preflight = (origin: string, path = "/sync/v1/push") =>
      fetch(`${server.url}${path}`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });

    test.each(["app://regulars", "http://localhost:5173", "http://127.0.0.1:4000"])(
      "from %s may call, with a token and without cookies",
      async (origin) => {
        const response = await preflight(origin);
        expect(response.status).toBe(204);
        expect(response.headers.get("access-control-allow-origin")).toBe(origin);
        const headers = response.headers.get("access-control-allow-headers");
        expect(headers).toContain("authorization");
        expect(headers).toContain("x-regulars-protocol");
        expect((await preflight(origin, "/api/v3/profiles")).status).toBe(204);
        expect(response.headers.get("access-control-allow-credentials")).toBeNull();
        const refused = await device.request("status", { headers: { origin, authorization: "" } });
        expect(refused.status).toBe(401);
        expect(refused.headers.get("access-control-allow-origin")).toBe(origin);
        const answered = await device.request("status", { headers: { origin } });
        const exposed = answered.headers.get("access-control-expose-headers");
        for (const name of ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]) {
          expect(exposed).toContain(name);
          expect(answered.headers.get(name)).toMatch(/^\d+$/);
        }
      },
    );

    test.each([
      "https://evil.example",
      "http://localhost.evil.example",
      "null",
      "app://regulars.evil",
    ])("from %s may not", async (origin) => {
      expect((await preflight(origin)).headers.get("access-control-allow-origin")).toBeNull();
      const response = await device.request("status", { headers: { origin } });
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    });
  });

  describe("the store app", () => {
    const get = (path: string, accept = "text/html") =>
      fetch(`${server.url}${path}`, { headers: { accept } });

    test("is served at /, under a policy that lets only its own scripts run", async () => {
      const response = await get("/");
      expect(await response.text()).toContain("Store app");
      expect(response.headers.get("cache-control")).toBe("no-cache");
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain("frame-ancestors 'none'");
    });

    test("gets its first page for paths that it routes itself", async () => {
      const response = await get("/profiles/0193");
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("Store app");
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    });

    test("never gets it for the APIs, for missing files, or for programs", async () => {
      expect((await get("/api/v3/nowhere")).status).toBe(404);
      expect((await get("/assets/old-12345678.js")).status).toBe(404);
      expect((await get("/profiles/0193", "application/json")).status).toBe(404);
    });

    test("caches files with a hash permanently, and revalidates the rest", async () => {
      expect((await get("/assets/main-AbCd1234.js")).headers.get("cache-control")).toContain(
        "immutable",
      );
      expect((await get("/service-worker.js")).headers.get("cache-control")).toBe("no-cache");
    });

    test("is the only one that may run WebAssembly", async () => {
      for (const path of ["/manager/", "/portal/"]) {
        const policy = (await get(path)).headers.get("content-security-policy") ?? "";
        expect(policy).toContain("script-src 'self';");
        expect(policy).not.toMatch(/wasm|data:/);
      }
    });

    test.each(["/../package.json", "/..%2f..%2fetc/passwd", "/.git/config"])(
      "reveals nothing at %s",
      async (path) => {
        const response = await get(path, "*/*");
        expect([400, 403, 404]).toContain(response.status);
      },
    );
  });

  describe.each([
    ["/manager/", "manager"],
    ["/portal/", "portal"],
  ] as const)("the app at %s", (path, app) => {
    const get = (below: string, accept = "text/html") =>
      fetch(`${server.url}${path}${below}`, { headers: { accept } });

    test("is served there with its own files", async () => {
      const page = await get("");
      expect(await page.text()).toContain(TITLES[app]);
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      const script = await get("assets/main-AbCd1234.js", "*/*");
      expect(await script.text()).toBe(`// main of ${app}`);
      expect(script.headers.get("cache-control")).toContain("immutable");
      const worker = await get("service-worker.js", "*/*");
      expect(await worker.text()).toBe(`// service worker of ${app}`);
      expect(worker.headers.get("cache-control")).toBe("no-cache");
    });

    test("gets its first page for every address below it, and without the final slash", async () => {
      for (const url of [`${path}profiles/0193?x=1`, path.slice(0, -1)]) {
        const page = await fetch(`${server.url}${url}`, { headers: { accept: "text/html" } });
        expect(page.status).toBe(200);
        expect(await page.text()).toContain(TITLES[app]);
      }
    });

    test("is redirected to from its address in the wrong case", async () => {
      const wrong = path.slice(0, 2).toUpperCase() + path.slice(2);
      for (const [url, right] of [
        [wrong, path],
        [wrong.slice(0, -1), path.slice(0, -1)],
        [`${wrong}profiles/Ab?x=Y`, `${path}profiles/Ab?x=Y`],
      ]) {
        const page = await fetch(`${server.url}${url}`, {
          headers: { accept: "text/html" },
          redirect: "manual",
        });
        expect(page.status).toBe(302);
        expect(page.headers.get("location")).toBe(right);
      }
    });

    test("never gets it for missing files, or for programs", async () => {
      expect((await get("assets/old-12345678.js")).status).toBe(404);
      expect((await get("profiles/0193", "application/json")).status).toBe(404);
    });
  });

  test("without a build, / says how to build it", async () => {
    const own = await createDatabase();
    const bare = await startTestServer(own, { env: { REGULARS_RENDERER: join(screens, "none") } });
    const response = await fetch(bare.url);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("npm run build");
    await bare.stop();
    await own.drop();
  });

  test("too many requests from a caller get a 429 with the time to wait; another token is unaffected", async () => {
    const own = await createDatabase();
    const strict = await startTestServer(own, { env: { REGULARS_REQUESTS_PER_MINUTE: "20" } });
    const there = await makeTestShop(strict.store);
    const eager = await enrolTestDevice(strict.url, strict.store, there);
    const calm = await enrolTestDevice(strict.url, strict.store, there);
    const statuses = [];
    for (let n = 0; n < 22; n++) statuses.push((await eager.request("status")).status);
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
    const refused = await eager.request("status");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await expectRefusal(refused, 429, /Too many requests/);
    expect((await calm.request("status")).status).toBe(200);
    expect((await fetch(`${strict.url}/health`)).status).toBe(200);
    await strict.stop();
    await own.drop();
  });

  describe.each(["/api/v3/auth/verify", "/sync/v1/status"])("too many requests for %s", (path) => {
    let own: TestDatabase;
    let strict: TestServer;
    let tokens: readonly string[];

    beforeAll(async () => {
      own = await createDatabase();
      strict = await startTestServer(own, {
        env: {
          REGULARS_REQUESTS_PER_MINUTE: "20",
          REGULARS_TRUSTED_PROXIES: "127.0.0.1,10.0.0.0/8",
        },
      });
      const there = await makeTestShop(strict.store);
      tokens = path.startsWith("/api")
        ? [await apiToken(strict.store), await apiToken(strict.store)]
        : [
            (await enrolTestDevice(strict.url, strict.store, there)).token,
            (await enrolTestDevice(strict.url, strict.store, there)).token,
          ];
    });
    afterAll(async () => {
      await strict.stop();
      await own.drop();
    });

    const ask = async (from: string, token: string) => {
      const headers = {
        authorization: `Bearer ${token}`,
        "x-forwarded-for": from,
        "x-regulars-protocol": "1",
      };
      return (await fetch(`${strict.url}${path}`, { headers })).status;
    };
    const askOften = async (from: string, tokenAt: (n: number) => string) => {
      const statuses: number[] = [];
      for (let n = 0; n < 23; n++) statuses.push(await ask(from, tokenAt(n)));
      return statuses;
    };
    const refusedThenLimited = [...Array(20).fill(401), ...Array(3).fill(429)];
    const wrong = (token: string) => token.replace(/_[0-9A-Za-z]{43}_/, `_${"A".repeat(43)}_`);

    test("the address is limited before authentication: random bearers don't bypass the limit", async () => {
      const [good = ""] = tokens;
      expect(await askOften("203.0.113.1", (n) => `${n}`)).toEqual(refusedThenLimited);
      expect(await ask("203.0.113.1", good)).toBe(429);
      expect(await ask("203.0.113.2", good)).toBe(200);
    });

    test("a victim's token id doesn't lock the victim out", async () => {
      const [, victim = ""] = tokens;
      expect(await askOften("203.0.113.3", () => wrong(victim))).toEqual(refusedThenLimited);
      expect(await ask("203.0.113.4", victim)).toBe(200);
    });

    test("an address is the first from the right that isn't a trusted proxy, and one /64 of IPv6", async () => {
      const hops = (n: number) => `6.6.6.${n}, 203.0.113.5, 10.1.2.3`;
      for (let n = 0; n < 20; n++) expect(await ask(hops(n), "x")).toBe(401);
      expect(await ask(hops(21), "x")).toBe(429);
      for (let n = 0; n < 20; n++) expect(await ask(`2001:db8::${n}`, "x")).toBe(401);
      expect(await ask("2001:db8::abc", "x")).toBe(429);
      expect(await ask("2001:db8:0:1::1", "x")).toBe(401);
    });

    test("the token is limited after its address, wherever it comes from", async () => {
      const [good = "", other = ""] = tokens;
      const statuses: number[] = [];
      for (let n = 0; n < 23; n++) statuses.push(await ask(`198.51.100.${n}`, good));
      expect(statuses.slice(0, 15)).toEqual(Array(15).fill(200));
      expect(statuses.slice(20)).toEqual([429, 429, 429]);
      expect(await ask("198.51.100.1", other)).toBe(200);
    });
  });

  test("believes X-Forwarded-For only from a trusted proxy", async () => {
    const own = await createDatabase();
    const strict = await startTestServer(own, { env: { REGULARS_REQUESTS_PER_MINUTE: "20" } });
    const statuses: number[] = [];
    for (let n = 0; n < 21; n++) {
      const headers = { "x-forwarded-for": `203.0.113.${n}` };
      statuses.push((await fetch(`${strict.url}/api/v3/profiles`, { headers })).status);
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
    await strict.stop();
    await own.drop();
  });

  test.each([
    ["the configured origin", "https://loyalty.example"],
    ["the address it listens on", ""],
  ])("links are built from %s, never from the Host header", async (_name, configured) => {
    const own = await createDatabase();
    const behind = await startTestServer(own, {
      env: { REGULARS_ORIGIN: configured, REGULARS_TRUSTED_PROXIES: "127.0.0.1" },
    });
    await makeTestShop(behind.store);
    const token = await apiToken(behind.store);
    const body = await new Promise<string>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        host: "evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "gopher",
      };
      get(`${behind.url}/api/v3/locations?page[size]=1`, { headers }, (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += String(chunk);
        });
        response.on("end", () => resolve(text));
      }).on("error", reject);
    });
    const { links, meta } = JSON.parse(body);
    const origin = configured || behind.url;
    expect(links.first).toMatch(new RegExp(`^${origin}/api/v3/locations\\?`));
    expect(meta.path).toBe(`${origin}/api/v3/locations`);
    expect(body).not.toContain("evil");
    await behind.stop();
    await own.drop();
  });

  test("counts and times by route, never by path", async () => {
    await device.request("status?secret=canary");
    const text = await server.metrics();
    expect(text).toContain('route="/sync/v1/status"');
    expect(text).toContain("regulars_write_seconds_bucket");
    expect(text).toContain("process_resident_memory_bytes");
    expect(Number(/^regulars_commit_writes_count (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(text).not.toContain("canary");
  });
});

describe("the metrics", () => {
  const small = async (env: Record<string, string>) => {
    const own = await createDatabase();
    const server = await startTestServer(own, { env });
    const ask = (token?: string) =>
      fetch(`${server.url}/metrics`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
    const stop = async () => {
      await server.stop();
      await own.drop();
    };
    return { server, ask, stop };
  };

  test("are behind a token, and count towards the rate limit", async () => {
    const token = "a-token-for-prometheus";
    const { ask, stop } = await small({
      REGULARS_METRICS_TOKEN: token,
      REGULARS_REQUESTS_PER_MINUTE: "20",
    });
    expect((await ask()).status).toBe(401);
    expect((await ask(`${token}x`)).status).toBe(401);
    expect((await ask(token)).status).toBe(200);
    const statuses: number[] = [];
    for (let n = 0; n < 20; n++) statuses.push((await ask("wrong-token-for-prometheus")).status);
    expect(statuses.slice(-3)).toEqual([429, 429, 429]);
    await stop();
  });

  test("are nobody's without a token in the configuration", async () => {
    const { ask, stop } = await small({ REGULARS_METRICS_TOKEN: "" });
    expect((await ask()).status).toBe(404);
    expect((await ask("null")).status).toBe(404);
    await stop();
  });

  test("are bounded in size, whatever is asked for and however it ends", async () => {
    const { server, stop } = await small({});
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      for (let n = 0; n < 20; n++) {
        await fetch(`${server.url}/api/v3/unknown-${n}`, { method });
        await fetch(`${server.url}/unknown-${n}`, { method });
      }
    }
    const text = await server.metrics();
    expect(text).not.toContain("unknown-");
    const lines = text.split("\n").filter((line) => line.includes("/api/v3"));
    expect(lines.filter((line) => line.startsWith("regulars_http")).length).toBeLessThan(60);
    // So much for each route, in all its five classes of status: nothing a caller sends adds any.
    const routes = await readV3Routes();
    const metrics = createMetrics();
    for (const { route } of routes) {
      const [method = "", path = ""] = route.split(" ");
      const asked = { method, route: `/api/v3${path}` };
      metrics.requestSeconds.observe(asked, 1);
      for (const status of ["1xx", "2xx", "3xx", "4xx", "5xx"])
        metrics.requests.inc({ ...asked, status });
    }
    expect((await metrics.registry.metrics()).length / routes.length).toBeLessThan(1_600);
    await stop();
  });
});

test("a stop doesn't wait for a connection that has sent nothing", async () => {
  const own = await createDatabase();
  const server = await startTestServer(own, { env: { REGULARS_STOP_WITHIN_MS: "600000" } });
  const unused = connect(Number(new URL(server.url).port), "127.0.0.1");
  const closed = once(unused, "close");
  await once(unused, "connect");
  // Answered after the server has accepted the connection.
  await server.metrics();
  await server.stop();
  await closed;
  expect(unused.destroyed).toBe(true);
  await own.drop();
});

describe.for(databases)("parked due rows on $name", ({ create }) => {
  test("are counted in the metrics, which answer without the database too", async () => {
    const database = await create();
    const server = await startTestServer(database);
    const parked = async () => {
      const text = await server.metrics();
      return /^regulars_due_parked (\d+)$/m.exec(text)?.[1];
    };
    expect(await parked()).toBe("0");
    await database.run(
      `insert into due (tenant_id, kind, key, due_at, attempt_at, attempts)
       values ('any', 'expire_lots', 'parked', 1, null, 10), ('any', 'expire_lots', 'due', 1, 1, 9)`,
    );
    expect(await parked()).toBe("1");
    await database.run("alter table due rename to elsewhere");
    expect(await parked()).toBe("1");
    await server.stop();
    await database.drop();
  });
});

describe.for(databases)("readiness on $name", ({ create }) => {
  test("is what the database answers", async () => {
    const database = await create();
    const server = await startTestServer(database);
    const ready = await fetch(`${server.url}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: "ready" });
    await database.run("alter table server_identity rename to elsewhere");
    const broken = await fetch(`${server.url}/ready`);
    expect(broken.status).toBe(503);
    expect(await broken.json()).toMatchObject({ code: "unavailable" });
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    await server.stop();
    await database.drop();
  });
});
