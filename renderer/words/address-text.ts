import { type ExtraFields, textIn } from "#shared/kernel/json.ts";

/** An address as on a letter, line by line, without what isn't known (DOMAIN §3.6). */
export const addressLines = (address: ExtraFields): readonly string[] => {
  const text = (key: string) => textIn(address, key)?.trim() ?? "";
  const city = [text("city"), text("state"), text("postcode")].filter((part) => part !== "");
  return [
    text("company"),
    text("address_line_1"),
    text("address_line_2"),
    text("address_line_3"),
    city.join(" "),
    text("country"),
  ].filter((line) => line !== "");
};
