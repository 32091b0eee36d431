import { type CountryId, countryIdSchema } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { ISO_COUNTRIES } from "#sync-server/iso-countries.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import { countryStore, readCountryRows } from "#sync-server/storage/organisation/country-store.ts";
import type { CountryRow } from "#sync-server/storage/organisation/country-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/** A country: one of ISO 3166-1, which the tenant may have changed, or the tenant's own. */
export type Country = {
  readonly id: CountryId;
  readonly name: string;
  readonly iso2: string;
  readonly iso3: string;
  readonly isoNumeric: string;
  /** Its place in a list: those without one come last. */
  readonly sortOrder: number | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

const CODES = ["iso2", "iso3", "isoNumeric"] as const;
type Code = (typeof CODES)[number];
type NewCountry = Pick<Country, "name" | Code | "sortOrder">;

type CountryRefusal =
  /** Another country has this code. */
  | { readonly reason: "code_taken"; readonly code: Code }
  /** It is one of ISO 3166-1, which decides its codes. */
  | { readonly reason: "code_fixed"; readonly code: Code };

/** The numbers of ISO 3166-1 have three digits. */
const OWN_AFTER = 1000;

const isOwn = (id: CountryId): boolean => id > OWN_AFTER;

const countryOf = (row: CountryRow): Country => ({
  ...row,
  id:
    ISO_COUNTRIES.find(({ iso2 }) => iso2 === row.iso2)?.id ??
    countryIdSchema.parse(OWN_AFTER + row.id),
});

/** All countries (DOMAIN §2.3): by their place, and then those of ISO 3166-1 by name. */
export const readCountries = async (deps: ReadDeps): Promise<readonly Country[]> => {
  const kept = (await readCountryRows(deps)).map(countryOf);
  // They have been there since there has been a tenant.
  const since = (await readTenant(deps))?.createdAt ?? instant(0);
  const standard = ISO_COUNTRIES.map(
    (iso): Country => ({
      ...{ ...iso, sortOrder: null, updatedAt: since },
      ...kept.find(({ id }) => id === iso.id),
      createdAt: since,
    }),
  );
  const own = kept.filter(({ id }) => isOwn(id));
  return [...standard, ...own].sort((a, b) => placeOf(a) - placeOf(b));
};

const placeOf = ({ sortOrder }: Country): number => sortOrder ?? Number.MAX_SAFE_INTEGER;

/** One country; null if there is none. */
export const findCountry = async (deps: ReadDeps, id: CountryId): Promise<Country | null> =>
  (await readCountries(deps)).find((country) => country.id === id) ?? null;

/** Before what other countries have is read, to decide whether one can have a code. */
const lockCountries = (deps: WriteDeps) => lockNamed(deps, `countries ${deps.tenantId}`);

/** A country of ISO 3166-1 has no row until the tenant changes it. */
const store = {
  find: async () => null,
  lock: async (deps: WriteDeps, { id }: { readonly id: CountryId }) => {
    await lockCountries(deps);
    return findCountry(deps, id);
  },
  append: async (deps: WriteDeps, country: NewCountry) =>
    countryOf(await countryStore.append(deps, country)),
  update: async (deps: WriteDeps, id: CountryId, country: NewCountry) => {
    const { name, iso2, iso3, isoNumeric, sortOrder } = country;
    const row = isOwn(id) ? { id: id - OWN_AFTER } : await countryStore.find(deps, { iso2 });
    const fields = { name, iso2, iso3, isoNumeric, sortOrder };
    if (row) await countryStore.update(deps, row.id, fields);
    else await countryStore.append(deps, fields);
  },
  remove: (deps: WriteDeps, id: CountryId) => countryStore.remove(deps, id - OWN_AFTER),
};

/** Writes countries (DOMAIN §2.3). Those of ISO 3166-1 keep their codes and can't be deleted. */
export const {
  create: createCountry,
  change: updateCountry,
  remove: deleteCountry,
} = recordWrites("country", store, {
  newOf: async (
    deps,
    sent: Omit<NewCountry, "sortOrder"> & Changes<Pick<NewCountry, "sortOrder">>,
  ) => {
    await lockCountries(deps);
    return withFreeCodes(deps, { ...sent, sortOrder: sent.sortOrder ?? null }, null);
  },
  changedOf: async (
    deps,
    before,
    changes: Changes<NewCountry>,
  ): Promise<Result<NewCountry, CountryRefusal>> => {
    const after = { ...before, ...definedFields(changes) };
    const code = isOwn(before.id) ? undefined : CODES.find((each) => after[each] !== before[each]);
    return code ? err({ reason: "code_fixed", code }) : withFreeCodes(deps, after, before.id);
  },
  inUse: {
    refusal: { reason: "country_fixed" },
    when: async (_deps, { id }) => !isOwn(id),
  },
  wrote: (deps, verb, { id: countryId, iso2 }) =>
    deps.happened({ kind: `country.${verb}`, profileId: null, context: { countryId, iso2 } }),
});

const withFreeCodes = async (
  deps: ReadDeps,
  country: NewCountry,
  id: CountryId | null,
): Promise<Result<NewCountry, CountryRefusal>> => {
  const others = (await readCountries(deps)).filter((each) => each.id !== id);
  const code = CODES.find((each) => others.some((other) => other[each] === country[each]));
  return code ? err({ reason: "code_taken", code }) : ok(country);
};
