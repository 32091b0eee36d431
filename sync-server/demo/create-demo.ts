import { lastFourOf } from "#shared/incentive/credits/card-number.ts";
import { profileIdSchema, type TenantId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import type { HashUnderCardKey } from "#sync-server/access/card-key.ts";
import { hashPin } from "#sync-server/access/hash-pin.ts";
import type { Store } from "#sync-server/store.ts";
import { addDemoAppointments } from "./demo-appointments.ts";
import type { DemoBenefits } from "./demo-benefits.ts";
import { addDemoCases } from "./demo-cases.ts";
import { DEMO_CARD, DEMO_NOTES, DEMO_PIN, DEMO_PRODUCTS } from "./demo-chain.ts";
import { addDemoMessages } from "./demo-messages.ts";
import { type DemoPerson, makePeople } from "./demo-people.ts";
import { personPicture } from "./demo-pictures.ts";
import { demoProduct } from "./demo-product.ts";
import { addDemoTasks } from "./demo-tasks.ts";
import { makeTransactions } from "./demo-transactions.ts";
import { done } from "./done.ts";
import { createRandom, type Random } from "./random.ts";
import type { DemoPeoplePart } from "./seed-demo.ts";

/** The size of the demo. The same seed creates the same data. */
export type DemoSize = {
  readonly seed: number;
  readonly profiles: number;
  readonly transactions: number;
};

export const DEMO_SIZE: DemoSize = { seed: 20_261, profiles: 2000, transactions: 6000 };

const PART = 100;

/**
 * Creates the demo tenant: locations, staff, programme, people, what they hold, and a year of
 * transactions, all through the writes that the API uses. False if the tenant already exists.
 */
export const createDemo = async (
  deps: {
    readonly store: Store;
    readonly tenantId: TenantId;
    readonly now: Instant;
    readonly hashUnderCardKey: HashUnderCardKey;
  },
  size: DemoSize,
  onProgress: (done: number, total: number) => void,
): Promise<boolean> => {
  const { store, tenantId } = deps;
  const { number, pin } = DEMO_CARD;
  const numberHash = deps.hashUnderCardKey(tenantId, number);
  const base = await store.write("seedDemoBase", tenantId, {
    pinHash: await hashPin(DEMO_PIN),
    giftCard:
      numberHash === null
        ? null
        : { numberHash, lastFour: lastFourOf(number), pinHash: await hashPin(pin) },
  });
  if (base === null) return false;
  const random = createRandom(size.seed);
  const today = instant(Math.floor(deps.now / DAY_MS) * DAY_MS);
  // Of its own, so that who has credit changes nothing else.
  const luck = createRandom(size.seed + 1);
  const looks = createRandom(size.seed + 3);
  const people = makePeople(random, size.profiles).map((person) => ({
    ...furnish(random, person),
    creditCents: luck.chance(0.1) ? cents(luck.between(5, 60) * 100) : null,
    picture: looks.chance(0.4) ? personPicture(looks) : null,
  }));
  const transactions = makeTransactions(random, people, size.transactions);
  const total = people.length + transactions.length;
  let made = 0;
  for (const product of DEMO_PRODUCTS) {
    done(await store.write("createProduct", tenantId, demoProduct(product)));
  }
  for (const part of partsOf(people)) {
    await store.write("seedDemoPeople", tenantId, { base, today, people: part });
    made += part.length;
    onProgress(made, total);
  }
  await store.write("seedDemoBenefits", tenantId, benefitsOf(createRandom(size.seed + 2), people));
  for (const part of partsOf(transactions)) {
    await store.write("seedDemoTransactions", tenantId, { today, transactions: part });
    made += part.length;
    onProgress(made, total);
  }
  await addDemoCases(deps, today, people);
  await addWishes(deps, people.slice(0, WISHING));
  await addDemoTasks(deps, base, deps.now, people, createRandom(size.seed + 4));
  await addDemoMessages(deps);
  await addDemoAppointments(deps, base, deps.now, people, createRandom(size.seed + 5));
  return true;
};

const furnish = (
  random: Random,
  person: DemoPerson,
): Omit<DemoPeoplePart["people"][number], "creditCents" | "picture"> => ({
  ...person,
  rewards: [
    ...(random.chance(0.3)
      ? [{ handle: "birthday-10" as const, daysAgo: random.between(1, 28) }]
      : []),
    ...(random.chance(0.35)
      ? [{ handle: "thank-you-20" as const, daysAgo: random.between(1, 85) }]
      : []),
    ...(random.chance(0.2)
      ? [{ handle: "welcome-5" as const, daysAgo: random.between(1, 170) }]
      : []),
  ],
  note: random.chance(0.2) ? random.pick(DEMO_NOTES) : null,
});

/** By a generator of its own, so that who has a benefit changes nothing else. */
const benefitsOf = (random: Random, people: readonly DemoPerson[]): DemoBenefits => {
  const some = (probability: number) =>
    people.filter(() => random.chance(probability)).map(({ id }) => profileIdSchema.parse(id));
  const [alterations, wrappings] = [some(0.05), some(0.05)];
  const codes = Array.from({ length: alterations.length + SPARE_CODES }, (_, index) => {
    const digits = `${random.between(1000, 9999)}${String(index).padStart(4, "0")}`;
    return `ALT-${digits.slice(0, 4)}-${digits.slice(4)}`;
  });
  return { alterations, wrappings, codes };
};

const SPARE_CODES = 50;

/** So many of those who shop the most have a list. */
const WISHING = 20;

const addWishes = async (
  { store, tenantId }: { readonly store: Store; readonly tenantId: TenantId },
  people: readonly DemoPerson[],
): Promise<void> => {
  for (const [index, { id }] of people.entries()) {
    const items = [0, 7, 13].flatMap((step) => {
      const product = DEMO_PRODUCTS[(index + step) % DEMO_PRODUCTS.length];
      return product ? [{ id: null, sku: product.sku, barcode: null, quantity: 1 }] : [];
    });
    const profileId = profileIdSchema.parse(id);
    const list = { profileId, name: "Wishlist", items, keepsOthers: false };
    done(await store.write("createList", tenantId, list));
  }
};

const partsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / PART) }, (_, index) =>
    all.slice(index * PART, (index + 1) * PART),
  );
