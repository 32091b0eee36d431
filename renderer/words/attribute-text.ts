import type { ProfileFact } from "#shared/sync/facts.ts";
import { say, sayIfKnown } from "./say.ts";

/** One thing that is known of a customer: what it is, and what it says. */
export type AttributeText = { readonly name: string; readonly value: string };

/**
 * A customer's sizes, looks and preferences in words (DOMAIN §3.5): appearance first, then what the
 * tenant keeps besides under names of its own. What has no value, or one that can't be read out, is
 * left out.
 */
export const attributeTexts = ({
  attributes = [],
}: Pick<ProfileFact, "attributes">): readonly AttributeText[] => {
  const ofKind = (kind: "appearance" | "custom") =>
    attributes.filter((attribute) => attribute.kind === kind);
  const looks = ofKind("appearance")
    .flatMap(({ body }) => Object.entries(body))
    .map(([name, value]) => ({ name: appearanceName(name), value: valueText(value) }));
  const custom = ofKind("custom").map(({ key, body }) => ({
    name: inWords(String(body["name"] ?? body["handle"] ?? key ?? "")),
    value: valueText(body["value"]),
  }));
  return [...looks, ...custom].filter(({ value }) => value !== "");
};

/** `size_formal_shirt` is "Formal shirt", `measurement_hip` "Hip", `hair_colour` "Hair colour". */
const appearanceName = (name: string): string => sayIfKnown(`appearance.${name}`) ?? inWords(name);

const inWords = (name: string): string => {
  const words = name.replace(/[_:-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const valueText = (value: unknown): string => {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return say(value ? "details.yes" : "details.no");
  return Array.isArray(value) ? value.map(valueText).filter(Boolean).join(", ") : "";
};
