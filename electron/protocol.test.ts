import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRendererResponder } from "./protocol.ts";

let outer = "";
let respond: (method: string, url: string) => Promise<Response>;
beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), "regulars-renderer-"));
  const folder = join(outer, "renderer");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), "the store app");
  await writeFile(join(folder, "display.html"), "the customer display");
  await writeFile(join(folder, "assets/main-1a2b.js"), "export {}");
  await writeFile(join(folder, ".env.js"), "secret");
  await writeFile(join(outer, "secret.js"), "secret");
  await mkdir(join(outer, "renderer-other"));
  await writeFile(join(outer, "renderer-other/secret.js"), "secret");
  respond = createRendererResponder(folder, "http://10.1.2.3:8787");
});
afterAll(async () => {
  await rm(outer, { recursive: true, force: true });
});

test.each(["app://regulars/", "app://regulars/profiles/1?tab=notes#x", "app://regulars/a%20b/ü"])(
  "%s is the page of the store app",
  async (url) => {
    const response = await respond("GET", url);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toBe("the store app");
  },
);

test("an asset has a content type, and the browser may not guess another", async () => {
  const response = await respond("GET", "app://regulars/assets/main-1a2b.js");
  expect(await response.text()).toBe("export {}");
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test.each([
  "app://regulars/../secret.js",
  "app://regulars/..%2fsecret.js",
  "app://regulars/%2e%2e/secret.js",
  "app://regulars/%2e%2e%2fsecret.js",
  "app://regulars/assets/..%5c..%5c..%5csecret.js",
  "app://regulars/assets/%2e%2e%2f%2e%2e%2fsecret.js",
  "app://regulars/..%2frenderer-other%2fsecret.js",
  "app://regulars/%252e%252e%252fsecret.js",
  "app://regulars/.env.js",
  "app://regulars/C:%5csecret.js",
  "app://regulars/assets/main-1a2b.js%00.html",
  "app://regulars/assets/main-1a2b.js::$DATA",
  "app://regulars/%",
  "app://regulars/assets/missing.js",
  "app://regulars/assets/main-1a2b.exe",
  "app://elsewhere/index.html",
  "file:///etc/passwd",
  "not a url",
])("%s is not served, and nothing outside the folder is", async (url) => {
  const response = await respond("GET", url);
  expect([400, 404]).toContain(response.status);
  expect(await response.text()).not.toContain("secret");
});

test("[X53] the customer display has an origin of its own, and connects to nothing", async () => {
  const response = await respond("GET", "app://display/");
  expect(await response.text()).toBe("the customer display");
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(policy).not.toContain("connect-src");
});

test("only GET is allowed", async () => {
  expect((await respond("POST", "app://regulars/")).status).toBe(405);
});

test("every response carries the policy, errors too", async () => {
  for (const url of ["app://regulars/", "app://regulars/missing.js", "app://regulars/%"]) {
    const policy = (await respond("GET", url)).headers.get("content-security-policy") ?? "";
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "connect-src 'self' https: http://127.0.0.1:* http://localhost:* http://10.1.2.3:8787",
      "frame-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  }
});

test("without built screens, the response says what to run", async () => {
  const response = await createRendererResponder(join(outer, "nowhere"), null)(
    "GET",
    "app://regulars/",
  );
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("npm run build");
});
