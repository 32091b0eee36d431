import { rowNumber } from "#shared/api/fields.ts";
import {
  countryChangeSchema,
  countryView,
  countryViewSchema,
  newCountrySchema,
} from "#shared/api/organisation/country.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { countryIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { statesOf } from "#sync-server/iso-countries.ts";
import { findCountry, readCountries } from "#sync-server/organisation/countries.ts";
import { listInMemory } from "#sync-server/storage/list-in-memory.ts";

const CODES = { iso2: "iso_2", iso3: "iso_3", isoNumeric: "iso_numeric" } as const;
const LISTED = {
  listed: {
    id: { kind: "whole" },
    name: { kind: "text" },
    iso2: { kind: "code" },
    iso3: { kind: "code" },
    isoNumeric: { kind: "text" },
  },
} as const;

/** `/countries` (DOMAIN §2.3), each with its states. */
export const countries = resource({
  path: "/countries",
  noun: "country",
  nouns: "countries",
  id: rowNumber.pipe(countryIdSchema),
  view: countryViewSchema,
  list: {
    filters: filtersOf(LISTED, CODES),
    page: async ({ read }, query) => listInMemory(await readCountries(read), query),
  },
  read: ({ read }, id) => findCountry(read, id),
  create: {
    body: newCountrySchema,
    write: ({ write, body }) => write("createCountry", camelKeys(body)),
  },
  change: {
    body: countryChangeSchema,
    write: ({ write, body }, id) => write("updateCountry", { id, changes: camelKeys(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteCountry", { id }) },
  show: (_plane, rows) => rows.map((country) => countryView(country, statesOf(country.iso2))),
  refusals: {
    country_unknown: unknown("country"),
    code_taken: ({ code }) => invalid(CODES[code], "Another country has this code."),
    code_fixed: ({ code }) => invalid(CODES[code], "ISO 3166-1 decides the codes of this country."),
    country_fixed: conflict("It can't be deleted: it is a country of ISO 3166-1."),
  },
});
