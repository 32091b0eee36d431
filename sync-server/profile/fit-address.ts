import { formatAddress } from "localized-address-format";
import { type ExtraFields, textIn } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { foldText } from "#shared/profile/fold-text.ts";
import { ISO_COUNTRIES, statesOf } from "#sync-server/iso-countries.ts";

/** A field of an address that can't be kept as it was sent. */
export type AddressFault =
  /** Addresses of its country have one. */
  | { readonly field: "postcode" | "state"; readonly fault: "missing" }
  /** It is no country, or not the one that the address says beside it. */
  | { readonly field: "iso"; readonly fault: "unknown" | "other_country" }
  /** It isn't the state that the address says beside it. */
  | { readonly field: "iso_state"; readonly fault: "other_state" };

export type AddressUnfit = {
  readonly reason: "address_unfit";
  readonly faults: readonly AddressFault[];
};

/**
 * An address with its country and state as they are kept (DOMAIN §3.6). Where its country can be
 * told, `iso` is the country's code, and a state of ISO 3166-2 is kept by its name, with its code
 * as `iso_state`, however it was spelt. Refuses one without a postcode or state if its country has
 * them, or can't be told, and one that names two countries or two states.
 */
export const fitAddress = (sent: ExtraFields): Result<ExtraFields, AddressUnfit> => {
  const placed = placeOf(sent);
  return placed.ok ? ok({ ...sent, ...placed.value }) : placed;
};

/**
 * What changes in an address by the fields that are sent. Of a country or state that is now said in
 * one way, what the other way says is forgotten. One that stays where it is needs no more than it
 * has.
 */
export const fitAddressChange = (
  before: ExtraFields,
  sent: ExtraFields,
): Result<ExtraFields, AddressUnfit> => {
  const forgotten = PLACE.filter(([name, other]) => other in sent && !(name in sent));
  const changes = { ...Object.fromEntries(forgotten.map(([name]) => [name, null])), ...sent };
  const isMoved = [...PLACE.map(([name]) => name), "country", "postcode"].some(
    (name) => name in sent && sent[name] !== before[name],
  );
  if (!isMoved) return ok(sent);
  const placed = placeOf({ ...before, ...changes });
  return placed.ok ? ok({ ...changes, ...placed.value }) : placed;
};

const placeOf = (address: ExtraFields): Result<ExtraFields, AddressUnfit> => {
  const country = codeOf(textIn(address, "country"));
  const iso = codeOf(textIn(address, "iso")) ?? country;
  const named = iso && stateNamed(iso, textIn(address, "state"));
  const coded = iso && stateNamed(iso, textIn(address, "iso_state"));
  const state = named ?? coded;
  const place = {
    ...(iso ? { iso } : {}),
    ...(state ? { state: state.name, iso_state: state.code } : {}),
  };
  const says = (field: string) => Boolean(textIn(address, field));
  const missing = (iso ? partsOf(iso) : PARTS).filter(
    (part) => !textIn({ ...address, ...place }, part),
  );
  const faults: AddressFault[] = missing.map((field) => ({ field, fault: "missing" }));
  if (says("iso") && !codeOf(textIn(address, "iso"))) {
    faults.push({ field: "iso", fault: "unknown" });
  } else if (iso !== country && country !== undefined) {
    faults.push({ field: "iso", fault: "other_country" });
  }
  if (says("state") && says("iso_state") && named !== coded) {
    faults.push({ field: "iso_state", fault: "other_state" });
  }
  return faults.length > 0 ? err({ reason: "address_unfit", faults }) : ok(place);
};

/** The fields that say where it is, each with the one that says the same in another way. */
const PLACE = [
  ["iso", "country"],
  ["state", "iso_state"],
  ["iso_state", "state"],
] as const;

const PARTS = ["postcode", "state"] as const;

/** Which of the parts addresses in a country are written with. */
const partsOf = (iso: string) => {
  const address = { postalCountry: iso, postalCode: "postcode", administrativeArea: "state" };
  const lines = formatAddress(address, "latin");
  return PARTS.filter((part) => lines.some((line) => line.includes(part)));
};

/** The state of a country that a text names: by its code, whole or not, or by its name. */
const stateNamed = (iso: string, text: string | null) => {
  const name = folded(text ?? "");
  return name ? statesOf(iso).find((state) => spellingsOf(iso, state).includes(name)) : undefined;
};

const spellingsOf = (
  iso: string,
  { code, name }: { readonly code: string; readonly name: string },
) => [code, code.slice(iso.length + 1), name].map(folded);

const folded = (text: string): string => foldText(text).trim();

/** The alpha-2 code of a country by a code or by an English name. */
const codeOf = (text: string | null): string | undefined =>
  text === null ? undefined : CODES.get(folded(text));

const names = new Intl.DisplayNames("en", { type: "region" });
const shortNames = new Intl.DisplayNames("en", { type: "region", style: "short" });

const CODES: ReadonlyMap<string, string> = new Map(
  ISO_COUNTRIES.flatMap(({ iso2, iso3, name }) =>
    [iso2, iso3, name, names.of(iso2) ?? iso2, shortNames.of(iso2) ?? iso2].map(
      (spelling) => [folded(spelling), iso2] as const,
    ),
  ),
);
