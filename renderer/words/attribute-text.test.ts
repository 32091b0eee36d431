import { expect, test } from "vitest";
import { attributeTexts } from "./attribute-text.ts";

test("sizes and preferences are read out under names that people say (DOMAIN §3.5)", () => {
  const body = (value: unknown, handle: string) => ({
    ...{ kind: "custom" as const, key: `style:${handle}` },
    body: { namespace: "style", handle, type: "array", value: value as never },
  });
  const attributes = [
    {
      kind: "appearance" as const,
      key: null,
      body: { size_formal_shirt: "15½", measurement_hip: " ", hair_colour: "Red", size_shoe: null },
    },
    body(["navy", "green"], "favourite_colours"),
    body(false, "likes-perfume"),
    body({ depth: 1 }, "raw"),
    { kind: "comms" as const, key: "comms", body: { email_promo: true } },
  ];
  expect(attributeTexts({ attributes })).toEqual([
    { name: "Formal shirt", value: "15½" },
    { name: "Hair colour", value: "Red" },
    { name: "Favourite colours", value: "navy, green" },
    { name: "Likes perfume", value: "No" },
  ]);
});
