import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { configTable, readServerConfig } from "./config.ts";

describe("the server's configuration", () => {
  test("is safe when nothing is said: this machine only, SQLite, no secret", () => {
    const config = readServerConfig([], {});
    expect(config).toMatchObject({
      ok: true,
      value: { host: "127.0.0.1", port: 4180, databaseUrl: null, dataDir: resolve("data") },
    });
  });

  test("takes the environment, and an argument before it", () => {
    const env = { REGULARS_PORT: "5000", REGULARS_DATA: "/tmp/a", REGULARS_TENANT: "acme" };
    expect(readServerConfig(["--port", "0", "--data=/tmp/b"], env)).toMatchObject({
      ok: true,
      value: { port: 0, dataDir: "/tmp/b", tenant: "acme" },
    });
  });

  test("an empty text is as none", () => {
    expect(readServerConfig([], { DATABASE_URL: "", REGULARS_PORT: "" })).toMatchObject({
      ok: true,
      value: { databaseUrl: null, port: 4180 },
    });
  });

  test.each([
    ["--port", ["--port", "70000"], {}],
    ["--port", ["--port", "-1x"], {}],
    ["REGULARS_PORT", [], { REGULARS_PORT: "http" }],
    ["DATABASE_URL", [], { DATABASE_URL: "mysql://root:secret@db/x" }],
    ["REGULARS_LOG_LEVEL", [], { REGULARS_LOG_LEVEL: "loud" }],
    ["--tenant", ["--tenant", "No Spaces"], {}],
    ["REGULARS_ALLOWED_ORIGINS", [], { REGULARS_ALLOWED_ORIGINS: "example.com" }],
    ["--ports", ["--ports", "1"], {}],
  ])("refuses a wrong %s in one line with the mend, without its value", (name, argv, env) => {
    const config = readServerConfig(argv, env);
    expect(config.ok).toBe(false);
    if (config.ok) return;
    expect(config.error).toContain(name);
    expect(config.error).not.toContain("\n");
    expect(config.error).not.toContain("secret");
    expect(config.error).toMatch(/Write |takes /);
  });

  test("is told in the README, every setting of it", () => {
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    const missing = configTable().filter(({ env }) => !readme.includes(`\`${env}\``));
    expect(missing.map(({ env }) => env)).toEqual([]);
  });
});
