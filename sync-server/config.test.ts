import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { configTable, readServerConfig } from "./config.ts";

describe("the server's configuration", () => {
  test("is safe by default: this machine only, SQLite, no secret", () => {
    const config = readServerConfig([], {});
    expect(config).toMatchObject({
      ok: true,
      value: { host: "127.0.0.1", port: 4180, databaseUrl: null, dataDir: resolve("data") },
    });
  });

  test("reads the environment, and prefers an argument", () => {
    const env = { REGULARS_PORT: "5000", REGULARS_DATA: "/tmp/a", REGULARS_TENANT: "acme" };
    expect(readServerConfig(["--port", "0", "--data=/tmp/b"], env)).toMatchObject({
      ok: true,
      value: { port: 0, dataDir: "/tmp/b", tenant: "acme" },
    });
  });

  test("treats an empty value as missing", () => {
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
  ])(
    "refuses an invalid %s in one line that says what to write, without its value",
    (name, argv, env) => {
      const config = readServerConfig(argv, env);
      expect(config.ok).toBe(false);
      if (config.ok) return;
      expect(config.error).toContain(name);
      expect(config.error).not.toContain("\n");
      expect(config.error).not.toContain("secret");
      expect(config.error).toMatch(/Write |takes /);
    },
  );

  test("is the table in the README, row by row", () => {
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    const code = (text: string) => `\`${text}\``;
    const rows = configTable().map(
      ({ env, flag, fallback, description }) =>
        `| ${code(env)} | ${flag === null ? "" : code(flag)} | ${fallback === "" ? "none" : code(fallback)} | ${description} |`,
    );
    expect(readme.split("\n")).toEqual(expect.arrayContaining(rows));
  });
});
