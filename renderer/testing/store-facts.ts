import { codesOf, heldProductSchema } from "#shared/catalogue/held-product.ts";
import { noteSchema } from "#shared/clienteling/note.ts";
import { receiptKey } from "#shared/commerce/receipt-in-search.ts";
import { transactionSchema } from "#shared/commerce/transaction.ts";
import { definitionSchema } from "#shared/incentive/definition.ts";
import { EARNING_DEFAULTS } from "#shared/incentive/points/point.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { type ProfileId, profileIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { addMs, type Instant, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { locationSchema } from "#shared/organisation/location.ts";
import { type Staff, staffSchema } from "#shared/organisation/staff.ts";
import { type Profile, profileSchema } from "#shared/profile/profile.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import type { FactOf } from "#shared/sync/collections.ts";
import { type AccountFact, accountFactSchema, type ConfigFact } from "#shared/sync/facts.ts";
import { productKey } from "#shared/sync/product-key.ts";
import { reverseAtOf } from "#shared/sync/reverse-at.ts";

// What a server sends to one store's devices: a handful of facts to test the screens with.

const DAY_MS = 86_400_000;
const NOW = instant(Date.UTC(2025, 5, 12, 3, 25));
const ZONE = "Australia/Melbourne";

const uuid = (kind: string, n: number): string =>
  `0197${kind}-0000-7000-8000-${String(n).padStart(12, "0")}`;

const LOCATIONS = ["Collins Street", "Chapel Street"].map((name, index) =>
  locationSchema.parse({
    id: index + 1,
    name,
    externalId: `S${index + 1}`,
    externalCode: null,
    timezone: ZONE,
    country: "AU",
    region: "vic",
    phone: null,
    isPublished: true,
    isPermanentlyClosed: false,
    normalHours: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"].map((day_of_week) => ({
      ...{ day_of_week, open_at: "10:00", close_at: "17:30" },
    })),
    specialHours: null,
  }),
);

export const STAFF: readonly Staff[] = [
  "Ada Nguyen",
  "Ben Kowalski",
  "Chloë Martin",
  "Dev Patel",
  "Esther O’Brien",
  "Farid Haddad",
  "Grace Wong",
].map((name, index) =>
  staffSchema.parse({
    id: uuid("00aa", index + 1),
    name,
    staffNumber: String(1001 + index),
    locationIds: [1],
    isActive: true,
    role: name === "Grace Wong" ? "manager" : "associate",
    pinHash: "",
  }),
);

const DEFINITIONS = [
  ...[
    ["Birthday reward", "birthday", 2000],
    ["Welcome reward", "activation", 1000],
    ["Service recovery", "customer-service", 5000],
  ].map(([name, type, valueCents], index) => ({
    ...REWARD_DEFAULTS,
    id: index + 1,
    kind: "reward",
    version: 1,
    name,
    handle: `reward-${index}`,
    type,
    valueCents,
    period: 30,
    isExtendable: true,
  })),
  {
    ...EARNING_DEFAULTS,
    id: 10,
    kind: "point",
    version: 1,
    name: "Regular points",
    handle: "points",
    use: "reward",
    description: null,
    decimals: 0,
    earnRateMicro: 10_000,
    exchangeMilliCents: 1000,
    expiryPeriod: 12,
    expiryPeriodType: "months",
    absoluteExpiry: null,
    isReassignable: false,
    returnDebtMax: null,
    budget: null,
    funding: [],
  },
].map((definition) => definitionSchema.parse(definition));

/** The config facts. */
export const configFacts = (): readonly ConfigFact[] => [
  {
    id: "tenant:sample",
    kind: "tenant",
    value: {
      tenantId: tenantIdSchema.parse("sample"),
      name: "Sample",
      currency: "AUD",
      locale: "en-AU",
      timezone: timeZoneSchema.parse(ZONE),
    },
  },
  ...LOCATIONS.map((value) => ({ id: `location:${value.id}`, kind: "location" as const, value })),
  ...STAFF.map((value) => ({ id: `staff:${value.id}`, kind: "staff" as const, value })),
  ...DEFINITIONS.map((value) => ({
    id: `definition:${value.id}`,
    kind: "definition" as const,
    value,
  })),
  { id: "policy:1", kind: "policy", value: DEFAULT_REDEMPTION_POLICY },
];

const PEOPLE: readonly (readonly [string, string, string | null, string | null, string | null])[] =
  [
    ["Anna", "Lee", "anna.lee@example.com", "+61412345678", "2900012345675"],
    ["Ana", "Leigh", "ana.leigh@example.net", null, "2900012345682"],
    ["Bartholomew", "Featherstonehaugh-Montgomery", "bart.f@example.org", "+61498765432", null],
    ["Zoë", "Unknown", null, "+61433221100", "2900012345699"],
    ["Noor", "Al-Sayed", "noor@example.com", "+61455667788", null],
    ["Søren", "Ødegård", "soren@example.com", null, "2900012345705"],
    ["Mei", "Chen", "mei.chen@example.com", "+61400111222", "2900012345712"],
    ["Liam", "O’Sullivan", "liam@example.com", "+61422333444", null],
  ];

export const PROFILES: readonly Profile[] = PEOPLE.map(
  ([firstName, lastName, email, mobilePhone, card], index) =>
    profileSchema.parse({
      id: uuid("00bb", index + 1),
      title: index === 0 ? "Ms" : null,
      firstName,
      lastName,
      email,
      mobilePhone,
      secondaryPhone: null,
      birthDay: index === 0 ? 3 : null,
      birthMonth: index === 0 ? 9 : null,
      birthYear: null,
      gender: null,
      profileType: index === 3 ? "incomplete" : "active",
      identities:
        card === null
          ? []
          : [{ handle: "card_pos", identifier: card, isPrimary: true, isActive: true }],
      tags: index === 0 ? ["VIP", "Prefers email"] : [],
      joinedAt: addMs(NOW, -400 * DAY_MS),
      joinedLocationId: 1,
      joinedStaffId: null,
      associateId: null,
      preferredLocationId: index === 0 ? 2 : 1,
      version: 1,
      createdAt: addMs(NOW, -400 * DAY_MS),
      updatedAt: NOW,
    }),
);

export const ANNA: ProfileId = profileIdSchema.parse(uuid("00bb", 1));

const lot = (
  n: number,
  unit: "reward" | "point",
  definitionId: number,
  initial: number,
  remaining: number,
  days: number | null,
  from: Instant,
) => ({
  lotId: `${uuid("00cc", n)}:0`,
  unit,
  definitionId,
  definitionVersion: 1,
  issuedAt: addMs(from, -40 * DAY_MS),
  activeAt: addMs(from, -40 * DAY_MS),
  expiresAt: days === null ? null : addMs(from, days * DAY_MS),
  timezone: ZONE,
  initial,
  remaining,
});

/** Anna has rewards and points that expire one after the other. The others have nothing. */
export const accountFactOf = (profileId: ProfileId, from: Instant): AccountFact =>
  accountFactSchema.parse({
    id: profileId,
    recordedAt: addMs(from, -4 * DAY_MS),
    profileId,
    version: profileId === ANNA ? 9 : 0,
    headHash: "0".repeat(64),
    lots:
      profileId === ANNA
        ? [
            lot(1, "reward", 2, 1000, 650, 5, from),
            lot(2, "reward", 1, 2000, 2000, 24, from),
            lot(3, "reward", 3, 5000, 5000, null, from),
            lot(4, "point", 10, 42_000, 42_000, 130, from),
            lot(5, "point", 10, 108_000, 108_000, 301, from),
          ]
        : [],
    outstanding: [],
    freeze: null,
  });

/** Anna's purchases and one return, as a feed created at `from` would have them. */
export const transactionFacts = (from: Instant): readonly FactOf<"transactions">[] => [
  sale(3, from, 4, "8841-0192", [
    ["Merino jumper, navy, M", "MJ-4410-M", 1, 12995],
    ["Cotton socks, 3 pairs", "CS-0001", 2, 1995],
  ]),
  sale(2, from, 33, "8838-0077", [["Linen shirt, white", "LS-2201", -1, 8995]]),
  sale(1, from, 41, null, [["Linen shirt, white", "LS-2201", 1, 8995]]),
];

const sale = (
  id: number,
  from: Instant,
  daysAgo: number,
  receiptRef: string | null,
  lines: readonly (readonly [string, string, number, number])[],
): FactOf<"transactions"> => {
  const totalCents = lines.reduce((sum, [, , quantity, price]) => sum + quantity * price, 0);
  const transaction = transactionSchema.parse({
    id,
    profileId: ANNA,
    locationId: id === 1 ? 2 : 1,
    receiptRef,
    totalCents,
    currency: "AUD",
    transactedAt: addMs(from, -daysAgo * DAY_MS),
    timezone: ZONE,
    isVoid: false,
    items: lines.map(([name, sku, quantity, priceSellCents]) => ({
      name,
      sku,
      quantity,
      priceSellCents,
    })),
    pointsEarned: [{ definitionId: 10, points: Math.trunc(totalCents / 100) * 100 }],
  });
  return {
    id: String(id),
    profileId: ANNA,
    reverseAt: reverseAtOf(transaction.transactedAt),
    receiptRef: receiptRef ?? "",
    receiptKey: receiptKey(receiptRef ?? "") ?? "",
    productKeys: lines.map(([, sku]) => productKey({ sku }, transaction.transactedAt)),
    transaction,
  };
};

/** `count` purchases of Anna's, older than the others, at one a day. */
export const olderTransactionFacts = (
  from: Instant,
  count: number,
): readonly FactOf<"transactions">[] =>
  Array.from({ length: count }, (_, index) =>
    sale(100 + index, from, 50 + index, `7${String(index).padStart(3, "0")}`, [
      ["Candle", "CN-1001", 1, 1500],
    ]),
  );

/** What is sold: with sizes and a barcode, in one size, and not any more. */
export const productFacts = (): readonly FactOf<"products">[] => [
  product(1, "Merino jumper", "Knitwear", [
    ["Merino jumper, navy, M", "MJ-4410-M", "9310072000015", 12_995],
    ["Merino jumper, navy, L", "MJ-4410-L", "9310072000022", 13_995],
  ]),
  product(2, "Linen shirt", "Shirts", [["Linen shirt", "LS-2201", "9310072000039", 8995]]),
  product(3, "Candle", null, [["Candle", "CN-1001", null, 1500]], true),
];

const product = (
  id: number,
  title: string,
  category: string | null,
  variants: readonly (readonly [string, string, string | null, number])[],
  isArchived = false,
): FactOf<"products"> => {
  const held = heldProductSchema.parse({
    ...{ id, externalId: null, title, brand: "Harbour", category, isArchived },
    variants: variants.map(([name, sku, barcode, priceCents], at) => ({
      ...{ id: id * 10 + at, title: name, options: [], sku, barcode, externalId: null, priceCents },
    })),
  });
  const productKeys = codesOf(held).map((code) => productKey({ code }, null));
  return { id: String(id), productKeys, product: held };
};

/** One note about Anna. */
export const noteFactOf = (from: Instant): FactOf<"timeline"> => {
  const note = noteSchema.parse({
    id: uuid("00dd", 1),
    profileId: ANNA,
    text: "Looking for a winter coat in camel, size M. Call when the new range arrives.",
    occurredAt: addMs(from, -9 * DAY_MS),
    staffId: uuid("00aa", 3),
    locationId: 1,
  });
  return {
    id: note.id,
    profileId: ANNA,
    reverseAt: reverseAtOf(note.occurredAt),
    kind: "note",
    note,
  };
};
