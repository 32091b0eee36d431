import { getCountries, getExampleNumber } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, test } from "vitest";
import { hasExtension, normalisePhone } from "./phone.ts";

describe("a phone number (DOMAIN §3.1)", () => {
  test.each([
    // International prefixes: the country's own, and 00.
    ["AU", "0061412345681", "+61412345681"],
    ["AU", "00 44 7700 900125", "+447700900125"],
    ["AU", "(00) 44 7700 900125", "+447700900125"],
    ["AU", "0011 44 7700 900125", "+447700900125"],
    ["AU", "0 0 44 7700 900125", "+447700900125"],
    ["GB", "00 61 412 345 678", "+61412345678"],
    ["US", "011 61 412 345 678", "+61412345678"],
    ["AU", "61412345678", "+61412345678"],
    ["AU", "+61 (0)412 345 678", "+61412345678"],
    ["AU", "03 9876 5000", "+61398765000"],
    ["AU", "1300 123 456", "+611300123456"],
    // As pasted.
    ["AU", "+61–412–345–678", "+61412345678"],
    ["AU", "\u202a+61 412 345 678\u202c", "+61412345678"],
    ["AU", "tel:+61412345678", "+61412345678"],
    ["AU", "٠٤١٢٣٤٥٦٧٨", "+61412345678"],
    ["AU", "०४१२ ३४५ ६७८", "+61412345678"],
    ["AU", "０４１２ ３４５ ６７８", "+61412345678"],
    // A range that the library doesn't know as handed out, but of the right length.
    ["GB", "07700 900125", "+447700900125"],
  ])("in %s %j is %s", (country, text, e164) => {
    expect(normalisePhone(text, country)).toBe(e164);
    expect(normalisePhone(e164, country)).toBe(e164);
  });

  test.each([
    ["AU", "0412 345 67", "a digit too few"],
    ["AU", "0412 345 6789", "a digit too many"],
    ["AU", "03 9876 500", "a digit too few"],
    ["AU", "+44 7700 90012", "a digit too few"],
    ["AU", "+44 7700 9001255", "a digit too many"],
    ["US", "212 555 012", "a digit too few"],
    ["AU", "12 0061 412 345 678", "00 isn't at the start"],
    ["AU", "03 9876 5000 ext. 12", "an extension"],
    ["AU", "000", "an emergency number"],
    ["AU", "0055 555", "nothing"],
    ["AU", "+999 1234567", "no country"],
    ["", "0412 345 678", "no country to read it by"],
  ])("in %s %j can't be one: %s", (country, text) => {
    expect(normalisePhone(text, country)).toBeNull();
  });

  test.each([
    ["03 9876 5000 ext. 12", true],
    ["+61 3 9876 5000 x12", true],
    ["03 9876 5000", false],
    ["12", false],
  ])("%j has an extension: %s", (text, expected) => {
    expect(hasExtension(text, "AU")).toBe(expected);
  });

  test("is accepted from every country, in its national and international form", () => {
    const missed = getCountries().flatMap((country) => {
      const number = getExampleNumber(country, examples);
      if (!number) return [];
      const texts = [number.number, number.formatNational(), number.formatInternational()];
      return texts.filter((text) => normalisePhone(text, country) !== number.number);
    });
    expect(missed).toEqual([]);
  });
});
