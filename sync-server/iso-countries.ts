import { iso31661, iso31662 } from "iso-3166";
import { type CountryId, countryIdSchema } from "#shared/kernel/ids.ts";

/** A country of ISO 3166-1, by its number there. */
type IsoCountry = {
  readonly id: CountryId;
  readonly name: string;
  readonly iso2: string;
  readonly iso3: string;
  readonly isoNumeric: string;
};

/** A part of a country: `AU-NSW`, New South Wales. */
type IsoState = { readonly code: string; readonly name: string };

/** Kosovo isn't in the standard, but everybody uses these codes for it. */
const KOSOVO = { name: "Kosovo", alpha2: "XK", alpha3: "XKX", numeric: "983" } as const;

/** The countries of ISO 3166-1 and Kosovo, by name. */
export const ISO_COUNTRIES: readonly IsoCountry[] = [...iso31661, KOSOVO]
  .map(({ name, alpha2, alpha3, numeric }) => ({
    id: countryIdSchema.parse(Number(numeric)),
    name,
    iso2: alpha2,
    iso3: alpha3,
    isoNumeric: numeric,
  }))
  .toSorted((a, b) => a.name.localeCompare(b.name, "en"));

/** The parts of a part count as parts of the country: the departments of France. */
const STATES: ReadonlyMap<string, readonly IsoState[]> = Map.groupBy(
  iso31662.map(({ code, name }) => ({ code, name })),
  ({ code }) => code.slice(0, 2),
);

/** The states of a country that ISO 3166-2 names, by its alpha-2 code. */
export const statesOf = (iso2: string): readonly IsoState[] => STATES.get(iso2) ?? [];
