import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readServerConfig } from "./command-line.ts";
import { configTable, serverArguments } from "./config.ts";

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

  test("[S27] an origin is allowed however it is written", () => {
    const env = { REGULARS_OUTGOING_ORIGINS: "HTTPS://Media.Internal:443, http://10.0.0.7:8080" };
    expect(readServerConfig([], env)).toMatchObject({
      ok: true,
      value: { outgoingOrigins: ["https://media.internal", "http://10.0.0.7:8080"] },
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
    ["REGULARS_ORIGIN", [], { REGULARS_ORIGIN: "https://example.com/api" }],
    ["REGULARS_OUTGOING_ORIGINS", [], { REGULARS_OUTGOING_ORIGINS: "http://a.internal/pictures" }],
    ["REGULARS_TRUSTED_PROXIES", [], { REGULARS_TRUSTED_PROXIES: "127.0.0.1,proxy" }],
    ["REGULARS_TRUSTED_PROXIES", [], { REGULARS_TRUSTED_PROXIES: "0.0.0.0/0" }],
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

  test("npm start and npm run dev honour every variable that the README documents", () => {
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    const [, table = ""] = readme.split("## Configuration");
    const documented = [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, env = ""]) => env);
    expect(documented).toEqual(Object.keys(UNUSUAL));
    // What they start gets these arguments, and the rest of the environment as it is.
    const config = readServerConfig([], UNUSUAL);
    expect(config.ok).toBe(true);
    if (!config.ok) return;
    const passedOn = Object.fromEntries(
      configTable().flatMap(({ env, flag }) => (flag === null ? [[env, UNUSUAL[env]]] : [])),
    );
    expect(readServerConfig(serverArguments(config.value), passedOn)).toEqual(config);
    const usual: Readonly<Record<string, unknown>> = { ...readDefaults() };
    for (const [name, value] of Object.entries(config.value))
      expect(value).not.toEqual(usual[name]);
  });

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

const readDefaults = () => {
  const config = readServerConfig([], {});
  return config.ok ? config.value : {};
};

/** A value other than the default for each variable. */
const UNUSUAL: Readonly<Record<string, string>> = {
  REGULARS_HOST: "0.0.0.0",
  REGULARS_PORT: "5000",
  REGULARS_DATA: "/tmp/elsewhere",
  DATABASE_URL: "postgres://user@db/shop",
  REGULARS_DATABASE_POOL: "20",
  REGULARS_TENANT: "acme",
  REGULARS_RENDERER: "/tmp/apps",
  REGULARS_DEMO_TILL: "/tmp/till",
  REGULARS_LOG_LEVEL: "error",
  REGULARS_ALLOWED_ORIGINS: "https://till.example.com",
  REGULARS_ORIGIN: "https://loyalty.example.com",
  REGULARS_OUTGOING_ORIGINS: "http://media.internal:8080,https://10.0.0.7",
  REGULARS_TRUSTED_PROXIES: "127.0.0.1,10.0.0.0/8",
  REGULARS_REQUESTS_PER_MINUTE: "7",
  REGULARS_ENROLMENTS_PER_MINUTE: "8",
  REGULARS_STREAMS_MAX: "9",
  REGULARS_METRICS_TOKEN: "a-token-for-metrics-only",
  REGULARS_CARD_KEY: "a-card-key-of-at-least-32-characters",
  REGULARS_KEEP_EVENTS_DAYS: "10",
  REGULARS_STOP_WITHIN_MS: "1000",
};
