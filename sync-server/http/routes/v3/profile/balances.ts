import type { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import {
  balancesQuerySchema,
  localisedBalances,
  localisedBalancesQuerySchema,
  localisedBalancesSchema,
} from "#shared/api/ledger/balances.ts";
import { whyBalancesSchema, whyBalancesView } from "#shared/api/ledger/why.ts";
import type { ExchangeRate } from "#shared/kernel/exchange-rate.ts";
import { textIn } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { lastInstantOf } from "#shared/kernel/time.ts";
import { freezeAt } from "#shared/ledger/freeze.ts";
import { explainBalances } from "#sync-server/commerce/why.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import type { ProfileMount, ProfilePlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, noRate } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Call } from "#sync-server/http/routes/v3/route.ts";
import type { AsOf } from "#sync-server/ledger/lots-as-of.ts";
import { exchangeRateOf } from "#sync-server/organisation/currencies.ts";
import { readFreezesOf } from "#sync-server/storage/ledger/freeze-store.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { balancesOfView, pastBalancesView } from "./profile-view.ts";

/**
 * `/profiles/{id}/balances`: what a profile holds now, or held at a past instant (DOMAIN §11.1).
 */
export const addBalances = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/balances",
    scopes: ["read-profiles"],
    tag: "profiles",
    summary: "Read the balances of a profile",
    query: localisedBalancesQuerySchema,
    answer: one(localisedBalancesSchema),
    isConditional: true,
    handle: async (call) => {
      const { read, currency, now, profile } = call;
      const rate = await rateAsked(call);
      if (!rate.ok) return rate;
      const asked = await asOfIn(call);
      if (!asked.ok) return asked;
      const [balances, freezes] = await Promise.all([
        asked.value
          ? pastBalancesView(read, profile.id, currency, asked.value)
          : balancesOfView(read, profile.id, call),
        readFreezesOf(read, profile.id),
      ]);
      const freeze = freezeAt(freezes, asked.value?.at ?? now);
      return ok({ data: localisedBalances(balances, currency, { rate: rate.value, freeze }) });
    },
  });
};

/** `/profiles/{id}/balances/why`: the entries and definitions behind them (DOMAIN §11.11). */
export const addWhyBalances = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/balances/why",
    scopes: ["read-ledgers"],
    tag: "ledgers",
    summary: "Explain the balances of a profile",
    query: balancesQuerySchema,
    answer: one(whyBalancesSchema),
    handle: async (call) => {
      const { read, currency, now, profile } = call;
      const asked = await asOfIn(call);
      if (!asked.ok) return asked;
      const asOf = asked.value ?? { at: now, known: "at_the_time" };
      const { balances, behind } = await explainBalances(read, profile.id, asOf);
      return ok({ data: whyBalancesView(balances, behind, currency) });
    },
  });
};

/** The rate from the currency that a query or else the profile names; null for the tenant's own. */
const rateAsked = async ({
  read,
  currency: { code: own },
  profile,
  query,
}: ProfilePlane & Call<unknown, z.output<typeof localisedBalancesQuerySchema>, unknown>): Promise<
  Result<ExchangeRate | null, RequestRefusal>
> => {
  const wanted = query.currency ?? textIn(profile.extra, "currency");
  const rate = await exchangeRateOf(read, wanted, own);
  if (rate.ok) return rate;
  return query.currency === undefined ? ok(null) : err(noRate(query.currency, own));
};

type BalancesQuery = ReturnType<typeof balancesQuerySchema.parse>;

/** The past instant that a query asks about; null for now. A day means its end. */
const asOfIn = async ({
  read,
  now,
  query: { as_of: asOf, known = "at_the_time" },
}: Call<unknown, BalancesQuery, unknown>): Promise<Result<AsOf | null, RequestRefusal>> => {
  if (asOf === undefined) return ok(null);
  const at = lastInstantOf(asOf, await readTenantZone(read));
  return at > now
    ? err(invalid("as_of", "The as_of must not be in the future."))
    : ok({ at, known });
};
