import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import type { AttributeRecord } from "#sync-server/storage/profile/attribute-store.ts";
import { planAttributes, type SentAttributes, type SentRow } from "./plan-attributes.ts";

/** A profile's attributes once the plan is written. */
const afterwards = (
  held: readonly AttributeRecord[],
  sent: SentAttributes,
): readonly AttributeRecord[] | null => {
  const planned = planAttributes(held, sent);
  if (!planned.ok) return null;
  const changed = held.map((row) => planned.value.find(({ id }) => id === row.id) ?? row);
  const added = planned.value.filter(({ id }) => id === null);
  return [...changed, ...added].map((row, index) => ({
    profileId: profileIdSchema.parse("0198c000-0000-7000-8000-000000000001"),
    createdAt: instant(0),
    updatedAt: instant(0),
    ...row,
    id: row.id ?? index + 1,
  }));
};

/** Where addresses have neither postcodes nor states. */
const GHANA = { country: "Ghana", iso: "GH" };
const street = fc.constantFrom("1 High St", "2 Low Rd", "3 Mid Ln");
const addressRow: fc.Arbitrary<SentRow> = fc
  .record(
    { id: fc.integer({ min: 1, max: 6 }), street, isDefault: fc.boolean() },
    { requiredKeys: ["street"] },
  )
  .map(({ id, street: address_line_1, isDefault }) => ({
    id,
    body: {
      ...GHANA,
      address_line_1,
      ...(isDefault === undefined ? {} : { is_default: isDefault }),
    },
  }));
const givenAttributes: fc.Arbitrary<SentAttributes> = fc.record(
  {
    addresses: fc.array(addressRow, { maxLength: 4 }),
    comms: fc.dictionary(fc.constantFrom("email_promo", "sms_promo"), fc.boolean()),
    custom: fc.array(
      fc.record({
        key: fc.constantFrom("a:b", "a:c"),
        body: fc.record({ value: fc.integer({ min: 0, max: 2 }) }),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

describe("the attributes of a profile", () => {
  it("hold by law: nothing is lost, keys are single, one address is the default, a repeat adds none", () => {
    fc.assert(
      fc.property(fc.array(givenAttributes, { maxLength: 6 }), (history) => {
        let held: readonly AttributeRecord[] = [];
        for (const sent of history) {
          const after = afterwards(held, sent);
          if (after === null) continue;
          expect(after.slice(0, held.length).map(({ id }) => id)).toEqual(held.map(({ id }) => id));
          const keys = after.flatMap(({ kind, key }) => (key === null ? [] : [`${kind} ${key}`]));
          expect(new Set(keys).size).toBe(keys.length);
          const addresses = after.filter(({ kind }) => kind === "address");
          const defaults = addresses.filter(({ body }) => body["is_default"] === true);
          expect(defaults).toHaveLength(Math.min(addresses.length, 1));
          const namesIds = sent.addresses?.some(({ id }) => id !== undefined) ?? false;
          expect(afterwards(after, namesIds ? {} : sent)).toEqual(after);
          held = after;
        }
      }),
    );
  });

  it("stay as they are if nothing is sent", () => {
    expect(planAttributes([], {})).toEqual({ ok: true, value: [] });
  });

  it("let a new default address replace the old default", () => {
    const first = afterwards([], {
      addresses: [{ body: { ...GHANA, city: "A" } }, { body: { ...GHANA, city: "B" } }],
    });
    expect(first?.map(({ body }) => body["is_default"])).toEqual([true, undefined]);
    const second = afterwards(first ?? [], { addresses: [{ id: 2, body: { is_default: true } }] });
    expect(second?.map(({ body }) => body)).toEqual([
      { ...GHANA, city: "A", is_default: false },
      { ...GHANA, city: "B", is_default: true },
    ]);
  });

  it("refuse an id that the profile doesn't have, and more than the maximum", () => {
    const sent = { addresses: [{ body: { ...GHANA, city: "A" } }, { id: 9, body: {} }] };
    expect(planAttributes([], sent)).toEqual({
      ok: false,
      error: { reason: "attribute_unknown", list: "addresses", index: 1 },
    });
    const dates = Array.from({ length: 51 }, (_, day) => ({ body: { day } }));
    expect(planAttributes([], { dates })).toEqual({
      ok: false,
      error: { reason: "too_many_attributes", list: "dates", max: 50 },
    });
  });
});
