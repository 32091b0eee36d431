import { z } from "zod";
import { scopeSchema } from "#shared/api/access/scopes.ts";
import { isCountryCode } from "#shared/kernel/country.ts";
import { isCurrencyCode } from "#shared/kernel/currency.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, DAY_MS, timeZoneSchema, UTC } from "#shared/kernel/time.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import type { ServerConfig } from "#sync-server/config.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import type { Store } from "#sync-server/store.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

const HELP =
  "npm run token -- --name NAME --scope SCOPES [--days N] [--data DIR] [--tenant ID]\n" +
  "    N: how many days it works; 365 if left out\n" +
  "    SCOPES: * for everything, or names separated by commas, such as read-profiles,create-transactions\n" +
  "    For a new tenant also: --currency AUD --country AU --timezone Australia/Melbourne\n";

const argumentsSchema = z.object({
  name: z.string("--name is missing. Write what the token is for.").trim().min(1).max(100),
  scope: z
    .string("--scope is missing. Write * or scopes separated by commas.")
    .transform((text) => text.split(",").map((scope) => scope.trim()))
    .pipe(z.array(scopeSchema)),
  days: z.coerce.number("--days must be a whole number.").int().min(1).max(3650).optional(),
  currency: z
    .string()
    .refine(
      isCurrencyCode,
      "isn't an ISO 4217 code of a currency. Write one such as AUD, EUR or JPY.",
    )
    .optional(),
  country: z
    .string()
    .refine(isCountryCode, "isn't an ISO 3166-1 code of a country. Write one such as AU, DE or JP.")
    .optional(),
  timezone: timeZoneSchema.optional(),
});
type Arguments = z.infer<typeof argumentsSchema>;

const OWN_FLAGS = ["name", "scope", "days", "currency", "country", "timezone"] as const;

/**
 * `npm run token`: prints a new token for the v3 API, once. A running server accepts it at once.
 */
const main = async (): Promise<Result<string, string>> => {
  const argv = process.argv.slice(2);
  if (argv.includes("--help")) return ok(HELP);
  const line = readCommandLine(argv, OWN_FLAGS);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const asked = argumentsSchema.safeParse(own);
  if (!asked.success) {
    const issue = asked.error.issues[0];
    const at = issue?.path[0];
    const message = issue?.message ?? "";
    return err(`${message.startsWith("--") ? "" : `--${String(at)}: `}${message}\n${HELP}`);
  }
  return withStore(config, { create: true }, (store) => makeToken(store, config, asked.data));
};

const makeToken = async (
  store: Store,
  { tenant }: ServerConfig,
  asked: Arguments,
): Promise<Result<string, string>> => {
  const there = await readTenant(store.read(tenant));
  const other = there && TENANT_FIELDS.find((name) => (asked[name] ?? there[name]) !== there[name]);
  if (other) {
    return err(
      `--${other}: the tenant ${tenant} already exists, with ${there[other]}. Leave out --${other}.`,
    );
  }
  if (!there) {
    const { currency = "USD", country = "US", timezone = UTC } = asked;
    const made = { name: tenant, currency, country, timezone, locale: "en" };
    await store.write("createTenant", tenant, made);
    process.stderr.write(`Created the tenant ${tenant}: ${currency}, ${country}, ${timezone}.\n`);
  }
  const expiresAt = asked.days === undefined ? null : addMs(systemClock(), asked.days * DAY_MS);
  const { name, scope: scopes } = asked;
  const { token } = await store.write("createApiToken", tenant, { name, scopes, expiresAt });
  return ok(token);
};

/** Set when a tenant is created, and fixed from then on. */
const TENANT_FIELDS = ["currency", "country", "timezone"] as const;

await report(main());
