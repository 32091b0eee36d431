/** Facts of a small shop, made by number, as a server would send them. */
import { instant } from "#shared/kernel/time.ts";
import { productKey } from "#shared/sync/product-key.ts";

const uuid = (kind: string, n: number): string =>
  `0189${kind}-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const profileIdOf = (n: number): string => uuid("aaaa", n);
export const STAFF_ID = uuid("bbbb", 1);
const AT = Date.UTC(2026, 0, 1);

export const profileFact = (n: number, changes: object = {}) => ({
  id: profileIdOf(n),
  title: null,
  firstName: FIRST[n % FIRST.length],
  lastName: `${LAST[Math.floor(n / FIRST.length) % LAST.length]}`,
  email: `person${n}@example.com`,
  mobilePhone: `+4477${String(n).padStart(8, "0")}`,
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
  profileType: "active",
  identities: [
    {
      handle: "card",
      identifier: `29${String(n).padStart(11, "0")}`,
      isPrimary: true,
      isActive: true,
    },
  ],
  tags: ["member"],
  joinedAt: AT,
  joinedLocationId: 1,
  joinedStaffId: null,
  associateId: null,
  preferredLocationId: 1,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
  ...changes,
});

export const accountFact = (n: number, rewardCents = 2000, changes: object = {}) => ({
  id: profileIdOf(n),
  profileId: profileIdOf(n),
  version: 1,
  headHash: "0".repeat(64),
  lots: [
    {
      lotId: `${uuid("cccc", n)}:0`,
      unit: "reward",
      definitionId: 1,
      definitionVersion: 1,
      issuedAt: AT,
      activeAt: AT,
      expiresAt: null,
      timezone: "Europe/London",
      initial: rewardCents,
      remaining: rewardCents,
    },
  ],
  outstanding: [],
  freeze: null,
  recordedAt: AT,
  ...changes,
});

/** A sale with a receipt number, `R-` and its own. */
export const transactionFact = (n: number, buyer: number) => ({
  id: String(n),
  profileId: profileIdOf(buyer),
  reverseAt: Number.MAX_SAFE_INTEGER - AT,
  receiptRef: `R-${1000 + n}`,
  receiptKey: String(1000 + n),
  productKeys: [productKey({ sku: `SKU-${n % 10}` }, instant(AT + n))],
  transaction: {
    id: n,
    profileId: profileIdOf(buyer),
    locationId: 1,
    receiptRef: `R-${1000 + n}`,
    totalCents: 1000,
    currency: "GBP",
    transactedAt: AT + n,
    timezone: "Europe/London",
    isVoid: false,
    items: [{ name: `Thing ${n % 10}`, sku: `SKU-${n % 10}`, quantity: 1, priceSellCents: 1000 }],
    pointsEarned: [],
  },
});

/** A product with three variants, each with a barcode. Sales are of `SKU-` 0 to 9. */
export const productFact = (n: number) => {
  const variants = ["S", "M", "L"].map((size, at) => ({
    ...{ id: 3 * n + at + 1, title: `Thing ${n}, ${size}`, options: [size], externalId: null },
    ...{ sku: at === 0 ? `SKU-${n}` : `SKU-${n}-${size}`, priceCents: 1000 },
    barcode: String(9_310_072_000_000 + 3 * n + at),
  }));
  const codes = variants.flatMap(({ sku, barcode }) => [sku, barcode]);
  return {
    id: String(n + 1),
    productKeys: codes.map((code) => productKey({ code }, null)),
    product: {
      ...{ id: n + 1, externalId: null, title: `Thing ${n}`, brand: "Harbour" },
      ...{ category: "Knitwear", isArchived: false, variants },
    },
  };
};

/** A tenant, one location, one member of staff (whose `pinHash` matches no PIN) and the policy. */
export const configFacts = (floorLimits: object = {}, policy: object = {}) => [
  {
    id: "tenant:feed",
    kind: "tenant",
    value: {
      tenantId: "feed",
      name: "Feed",
      currency: "GBP",
      locale: "en-GB",
      timezone: "Europe/London",
    },
  },
  {
    id: "location:1",
    kind: "location",
    value: {
      id: 1,
      name: "High Street",
      externalId: "1",
      externalCode: null,
      timezone: "Europe/London",
      country: "GB",
      region: "uk",
      phone: null,
      isPublished: true,
      isPermanentlyClosed: false,
      ...{ normalHours: null, specialHours: null },
    },
  },
  {
    id: `staff:${STAFF_ID}`,
    kind: "staff",
    value: {
      id: STAFF_ID,
      name: "Ada",
      staffNumber: "1",
      locationIds: [1],
      isActive: true,
      role: "associate",
      pinHash: "",
    },
  },
  {
    id: "policy:1",
    kind: "policy",
    value: {
      version: 1,
      floorLimits: {
        maxPerRedemptionCents: 5000,
        maxPerProfileCents: 10000,
        maxCountPerProfile: 3,
        maxSharePercent: 100,
        maxSnapshotAgeMs: 72 * 3_600_000,
        allowanceCents: 100000,
        ...floorLimits,
      },
      recoverShortfalls: true,
      deviceTokenDays: 90,
      ...policy,
    },
  },
];

const FIRST = ["Anna", "Ben", "Chloe", "Dev", "Ella", "Femi", "Grace", "Hugo", "Isla", "Jack"];
const LAST = ["Abbot", "Baker", "Carter", "Dixon", "Evans", "Foster", "Green", "Hughes", "Irwin"];
