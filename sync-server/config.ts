import { findPackageJSON } from "node:module";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import { tenantIdSchema } from "#shared/kernel/ids.ts";

/** How to set a setting, and what it is for. */
type SettingNote = {
  readonly env: string;
  /** Overrides the environment. Secrets have no flag, because arguments show in process lists. */
  readonly flag: string | null;
  readonly description: string;
  /** The allowed values. */
  readonly values: string;
};

/** The folder with package.json, both from the sources and from `dist/server`. */
const projectDir = dirname(assertDefined(findPackageJSON(import.meta.url), "package.json"));

const notes = z.registry<SettingNote>();

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

const path = z
  .string()
  .min(1)
  .transform((text) => resolve(text));

/** An address or a network. One of all addresses would believe everyone. */
const proxySchema = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .refine((network) => !network.endsWith("/0"));

/** As `URL` writes it: in lower case, and without the port that the protocol has anyway. */
const originSchema = z.url().transform((text) => new URL(text).origin);

/** Every setting. `prefault` is the default, as text. */
export const serverConfigSchema = z.object({
  host: z.string().min(1).max(255).prefault("127.0.0.1").register(notes, {
    env: "REGULARS_HOST",
    flag: "--host",
    description:
      "Address to listen on. By default only this machine can connect; use a TLS proxy for anything wider.",
    values: "an address, such as 127.0.0.1 or 0.0.0.0",
  }),
  port: wholeNumber(0, 65_535).prefault("4180").register(notes, {
    env: "REGULARS_PORT",
    flag: "--port",
    description: "Port to listen on. 0 picks a free one.",
    values: "a whole number from 0 to 65535",
  }),
  dataDir: path.prefault("data").register(notes, {
    env: "REGULARS_DATA",
    flag: "--data",
    description:
      "Folder of the SQLite database and, on PostgreSQL too, of the list of erased people, mode 0700. With SQLite one server at a time may use it.",
    values: "a folder with write access",
  }),
  databaseUrl: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//)
    .nullable()
    .prefault(null)
    .register(notes, {
      env: "DATABASE_URL",
      flag: null,
      description: "PostgreSQL instead of SQLite. Several servers may share one database.",
      values: "postgres://user:password@host:5432/database",
    }),
  databasePool: wholeNumber(2, 200).prefault("10").register(notes, {
    env: "REGULARS_DATABASE_POOL",
    flag: null,
    description: "Most connections that one server opens to PostgreSQL.",
    values: "a whole number from 2 to 200",
  }),
  tenant: tenantIdSchema.prefault("regulars").register(notes, {
    env: "REGULARS_TENANT",
    flag: "--tenant",
    description: "The tenant that this server serves. The first `npm run token` creates it.",
    values: "lower-case letters, digits and hyphens, at most 63",
  }),
  rendererDir: path.prefault(join(projectDir, "dist/renderer")).register(notes, {
    env: "REGULARS_RENDERER",
    flag: "--renderer",
    description:
      "Folder of the built apps: the store app is served at /, the others at /manager/ and /portal/.",
    values: "a folder",
  }),
  demoTillDir: path.nullable().prefault(null).register(notes, {
    env: "REGULARS_DEMO_TILL",
    flag: "--demo-till",
    description:
      "Folder of a page that plays the till, served at /demo-till/. `npm start` sets it; a shop needs none.",
    values: "a folder",
  }),
  logLevel: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .prefault("info")
    .register(notes, {
      env: "REGULARS_LOG_LEVEL",
      flag: "--log-level",
      description:
        "Least important log lines to write (JSON, to standard error, without personal data).",
      values: "fatal, error, warn, info, debug, trace or silent",
    }),
  allowedOrigins: z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .pipe(z.array(z.string().regex(/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/)))
    .prefault("app://regulars")
    .register(notes, {
      env: "REGULARS_ALLOWED_ORIGINS",
      flag: null,
      description:
        "Origins whose pages may call this server, besides its own and those on this machine.",
      values: "origins separated by commas, such as app://regulars,https://till.example.com",
    }),
  origin: z
    .string()
    .regex(/^https?:\/\/[^/\s?#@]+$/)
    .nullable()
    .prefault(null)
    .register(notes, {
      env: "REGULARS_ORIGIN",
      flag: null,
      description:
        "Origin that clients reach this server at, such as that of the TLS proxy. Links in answers start with it; without it, with the address that the request came in on.",
      values: "an origin without a path, such as https://loyalty.example.com",
    }),
  outgoingOrigins: z
    .string()
    .transform((text) => text.split(",").flatMap((each) => each.trim() || []))
    .pipe(
      z.array(
        z
          .string()
          .regex(/^https?:\/\/[^/\s?#@]+$/i)
          .pipe(originSchema),
      ),
    )
    .prefault("")
    .register(notes, {
      env: "REGULARS_OUTGOING_ORIGINS",
      flag: null,
      description:
        "Hosts on your own network that the server may fetch pictures from, also without TLS. Elsewhere it calls public addresses only, by HTTPS.",
      values: "origins separated by commas, such as http://media.shop.internal:8080",
    }),
  trustedProxies: z
    .string()
    .transform((text) => text.split(",").flatMap((each) => each.trim() || []))
    .pipe(z.array(proxySchema))
    .prefault("")
    .register(notes, {
      env: "REGULARS_TRUSTED_PROXIES",
      flag: null,
      description:
        "Proxies whose `X-Forwarded-For` says where a request came from. Without them, all callers behind a proxy share its address, and so its rate limit.",
      values: "addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8",
    }),
  requestsPerMinute: wholeNumber(1, 10_000_000).prefault("6000").register(notes, {
    env: "REGULARS_REQUESTS_PER_MINUTE",
    flag: null,
    description:
      "Requests a minute for each token, and for each address without a valid one. Refused requests count.",
    values: "a whole number from 1",
  }),
  enrolmentsPerMinute: wholeNumber(1, 100_000).prefault("10").register(notes, {
    env: "REGULARS_ENROLMENTS_PER_MINUTE",
    flag: null,
    description: "Enrolment codes that one address may try a minute.",
    values: "a whole number from 1",
  }),
  streamsMax: wholeNumber(1, 100_000).prefault("5000").register(notes, {
    env: "REGULARS_STREAMS_MAX",
    flag: null,
    description: "Devices that may listen for changes at the same time.",
    values: "a whole number from 1",
  }),
  metricsToken: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/)
    .nullable()
    .prefault(null)
    .register(notes, {
      env: "REGULARS_METRICS_TOKEN",
      flag: null,
      description:
        "Token that `GET /metrics` asks for, as `Authorization: Bearer …`. It has 16 to 200 characters without spaces. Without one there are no metrics.",
      values: "16 to 200 characters without spaces",
    }),
  cardKey: z
    .string()
    .regex(/^[\x21-\x7e]{32,200}$/)
    .nullable()
    .prefault(null)
    .register(notes, {
      env: "REGULARS_CARD_KEY",
      flag: null,
      description:
        "Secret under which the numbers of gift cards are stored. Without it no card can be found, so keep a copy apart from the database. On SQLite it defaults to the file `card.key` in the data folder; on PostgreSQL there are no gift cards without it.",
      values: "32 to 200 characters without spaces",
    }),
  keepEventsDays: wholeNumber(1, 36_500).prefault("400").register(notes, {
    env: "REGULARS_KEEP_EVENTS_DAYS",
    flag: null,
    description: "How many days events are kept. Older ones are deleted every hour.",
    values: "a whole number from 1 to 36500",
  }),
  stopWithinMs: wholeNumber(100, 600_000).prefault("10000").register(notes, {
    env: "REGULARS_STOP_WITHIN_MS",
    flag: null,
    description: "How long a stop may take to finish running work, in milliseconds.",
    values: "a whole number from 100 to 600000",
  }),
});

/** The server's configuration, read once at startup. */
export type ServerConfig = Readonly<z.output<typeof serverConfigSchema>>;

/** One row of the table in the README. */
export type ConfigRow = {
  readonly env: string;
  readonly flag: string | null;
  readonly fallback: string;
  readonly values: string;
  readonly description: string;
};

/** Every setting, in the order of the README. */
export const configTable = (): readonly ConfigRow[] =>
  settings().map(({ name, note }) => ({
    env: note.env,
    flag: note.flag,
    fallback: FALLBACK_TEXTS[name] ?? fallbackOf(name),
    values: note.values,
    description: note.description,
  }));

/** Defaults that would otherwise show a folder on this machine. */
const FALLBACK_TEXTS: Readonly<Record<string, string>> = {
  dataDir: "./data",
  rendererDir: "dist/renderer",
};

const fallbackOf = (name: string): string => {
  const value = Object.entries(serverConfigSchema.parse({})).find(([key]) => key === name)?.[1];
  return value === null || value === undefined ? "" : String(value);
};

/** Every setting by its name in the schema. */
export const settings = () =>
  Object.entries(serverConfigSchema.shape).flatMap(([name, schema]) => {
    const note = notes.get(schema);
    return note ? [{ name, note }] : [];
  });

/**
 * The arguments that give a server this configuration, except what has no flag: that it reads from
 * the environment. Folders are absolute, so it may run anywhere.
 */
export const serverArguments = (config: ServerConfig): readonly string[] =>
  settings().flatMap(({ name, note }) => {
    const value = Object.entries(config).find(([key]) => key === name)?.[1];
    return note.flag === null || value === null ? [] : [`${note.flag}=${String(value)}`];
  });

/**
 * What the server may read its settings from, besides arguments. Nothing else reads the
 * environment.
 */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
