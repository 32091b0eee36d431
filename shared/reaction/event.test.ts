import { expect, it } from "vitest";
import { z } from "zod";
import { eventContexts } from "./event.ts";

/** The names of the fields that take any text. */
const textsIn = (schema: unknown, name: string): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap((each) => textsIn(each, name));
  if (typeof schema !== "object" || schema === null) return [];
  if ("type" in schema && [schema.type].flat().includes("string")) {
    return BOUNDS.some((bound) => bound in schema) ? [] : [name];
  }
  return Object.entries(schema).flatMap(([key, part]) =>
    key === "properties"
      ? Object.entries(Object(part)).flatMap(([field, each]) => textsIn(each, field))
      : textsIn(part, name),
  );
};

const BOUNDS = ["enum", "const", "format", "pattern"];

/** Texts that nobody writes about a person. */
const CODES: readonly string[] = [
  // Ids, and what is made of them.
  ...["id", "sourceId", "subjectId", "tokenId", "epoch", "entrantsHash", "seed"],
  // Words of a standard.
  ...["country", "iso2", "currency", "fromCurrency", "toCurrency", "timezone", "scopes"],
  // What head office calls its own things and cases.
  ...["handle", "namespace", "programme", "sku", "reference"],
];

it("[E2] no context of an event has a field for free text", () => {
  const texts = Object.entries(eventContexts).flatMap(([, context]) =>
    textsIn(z.toJSONSchema(context, { unrepresentable: "any" }), ""),
  );
  expect([...new Set(texts)].toSorted()).toEqual(CODES.toSorted());
});
