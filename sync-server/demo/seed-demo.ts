import { CREDIT_DEFAULTS } from "#shared/incentive/credits/credit.ts";
import type { DefinitionBody } from "#shared/incentive/definition.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import {
  type DefinitionId,
  type LocationId,
  noteIdSchema,
  profileIdSchema,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import {
  DAY_MS,
  type Instant,
  instant,
  type TimeZone,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import { addNoteRecord } from "#sync-server/clienteling/add-note.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { createGiftCards } from "#sync-server/incentive/credits/create-gift-cards.ts";
import { loadGiftCard } from "#sync-server/incentive/credits/load-gift-card.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { issueCredit, issueReward } from "#sync-server/incentive/issue-money.ts";
import { createLocation } from "#sync-server/organisation/locations.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import { upsertStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { DEMO_HOURS, DEMO_LOCATIONS, DEMO_STAFF, DEMO_TENANT } from "./demo-chain.ts";
import type { DemoPerson } from "./demo-people.ts";
import { DEMO_PROGRAMME } from "./demo-programme.ts";
import type { DemoTransaction } from "./demo-transactions.ts";
import { done } from "./done.ts";

const ZONE: TimeZone = timeZoneSchema.parse(DEMO_TENANT.timezone);
const MINUTE_MS = 60_000;

/** The demo's rewards, by handle. */
const REWARDS = [
  { handle: "birthday-10", name: "Birthday £10", type: "birthday", value: 1000, days: 30 },
  { handle: "thank-you-20", name: "Thank you £20", type: "spend", value: 2000, days: 90 },
  { handle: "welcome-5", name: "Welcome £5", type: "activation", value: 500, days: 180 },
] as const;

export type DemoRewardHandle = (typeof REWARDS)[number]["handle"];

/** The demo's credit: on gift cards, and for goods that came back. */
const CREDIT: DefinitionBody<"credit"> = {
  ...CREDIT_DEFAULTS,
  name: "Gift card",
  handle: "gift-card",
  creditType: "gift_card",
  valueCents: cents(5000),
  maxValueCents: cents(50_000),
  period: 24,
  periodType: "months",
};

/** A card as the server keeps it. */
type NewCard = Pick<GiftCard, "numberHash" | "lastFour" | "pinHash">;

/** What the rest of the demo refers to. */
export type DemoBase = {
  /** In the order of DEMO_LOCATIONS. */
  readonly locationIds: readonly LocationId[];
  readonly staffIds: readonly StaffId[];
};

/** Creates the tenant with its locations, staff and programme. Null if it already exists. */
export const seedDemoBase = async (
  deps: WriteDeps,
  input: {
    readonly pinHash: string;
    /** Null if the server keeps no card numbers. */
    readonly giftCard: NewCard | null;
  },
): Promise<DemoBase | null> => {
  const { id: _id, ...tenant } = DEMO_TENANT;
  if (!(await createTenant(deps, { ...tenant, timezone: ZONE }))) return null;
  const locationIds: LocationId[] = [];
  for (const location of DEMO_LOCATIONS) {
    const made = await createLocation(deps, {
      ...location,
      type: "store",
      timezone: ZONE,
      country: DEMO_TENANT.country,
      normalHours: DEMO_HOURS,
    });
    locationIds.push(done(made).id);
  }
  const staffIds: StaffId[] = [];
  for (const [index, name] of DEMO_STAFF.entries()) {
    const locationId = locationIds[Math.floor(index / 2)];
    const id = staffIdSchema.parse(deps.newId());
    await upsertStaff(deps, {
      id,
      name,
      staffNumber: String(1001 + index),
      locationIds: locationId === undefined ? [] : [locationId],
      isActive: true,
      role: index % 2 === 0 ? "associate" : "manager",
      pinHash: input.pinHash,
    });
    touchConfig(deps, { kind: "staff", key: id });
    deps.happened({
      kind: "staff.created",
      profileId: null,
      context: { staffId: id, isActive: true },
    });
    staffIds.push(id);
  }
  for (const definition of DEMO_PROGRAMME) done(await createDefinition(deps, definition));
  for (const reward of REWARDS) {
    done(await createDefinition(deps, { kind: "reward", body: rewardOf(reward), extra: {} }));
  }
  const credit = done(await createDefinition(deps, { kind: "credit", body: CREDIT, extra: {} }));
  if (input.giftCard !== null) await sellGiftCard(deps, credit.id, input.giftCard);
  return { locationIds, staffIds };
};

const sellGiftCard = async (deps: WriteDeps, definitionId: DefinitionId, card: NewCard) => {
  const batch = { definitionId, batch: "demo", faceCents: null, cards: [card] };
  const [cardId = null] = done(await createGiftCards(deps, batch));
  done(
    await loadGiftCard(deps, {
      ...{ what: "activate", cardId, valueCents: null, locationId: null, currency: null },
      ...{ creatorProfileId: null, commandId: null },
    }),
  );
};

const rewardOf = (reward: (typeof REWARDS)[number]): DefinitionBody<"reward"> => ({
  ...REWARD_DEFAULTS,
  name: reward.name,
  handle: reward.handle,
  type: reward.type,
  valueCents: cents(reward.value),
  period: reward.days,
  isExtendable: true,
  extendDays: 30,
});

/** Some of the demo's people, with what they hold and the notes about them. */
export type DemoPeoplePart = {
  readonly base: DemoBase;
  readonly today: Instant;
  readonly people: readonly (DemoPerson & {
    readonly rewards: readonly { readonly handle: DemoRewardHandle; readonly daysAgo: number }[];
    /** Credit for something that came back; null if none. */
    readonly creditCents: Cents | null;
    readonly note: string | null;
    /** The address of a picture; null if there is none. */
    readonly picture: string | null;
  })[];
};

/** Two of three are looked after, most of them by the associate. */
const associateOf = ({ joinedDaysAgo, location }: DemoPerson, { staffIds }: DemoBase) => {
  if (joinedDaysAgo % 3 === 0) return null;
  return staffIds[location * 2 + (joinedDaysAgo % 5 === 0 ? 1 : 0)] ?? null;
};

/** Creates some people in one transaction. */
export const seedDemoPeople = async (
  deps: WriteDeps,
  { base, today, people }: DemoPeoplePart,
): Promise<null> => {
  for (const person of people) {
    const profileId = profileIdSchema.parse(person.id);
    const locationId = base.locationIds[person.location] ?? null;
    done(
      await createProfileRecord(deps, {
        profileId,
        details: {
          title: null,
          firstName: person.firstName,
          lastName: person.lastName,
          email: person.email,
          mobilePhone: person.mobilePhone,
          secondaryPhone: null,
          birthDay: person.birthDay,
          birthMonth: person.birthMonth,
          birthYear: null,
          gender: null,
        },
        identities: [{ handle: "card", identifier: person.cardNumber, isPrimary: true }],
        joinedAt: instant(today - person.joinedDaysAgo * DAY_MS),
        joinedLocationId: locationId,
        joinedStaffId: base.staffIds[person.location * 2] ?? null,
        associateId: associateOf(person, base),
        tags: person.joinedDaysAgo % 17 === 0 ? ["VIP"] : [],
        attributes: { comms: commsOf(person) },
        extra: person.picture === null ? {} : { avatar_url: person.picture },
      }),
    );
    for (const reward of person.rewards) {
      done(
        await issueReward(deps, {
          profileId,
          definition: { handle: reward.handle },
          valueCents: null,
          remainingCents: null,
          issuedAt: instant(today - reward.daysAgo * DAY_MS),
          timezone: ZONE,
          externalId: null,
          extra: {},
          commandId: null,
        }),
      );
    }
    if (person.creditCents !== null) {
      done(
        await issueCredit(deps, {
          profileId,
          definition: { handle: CREDIT.handle },
          valueCents: person.creditCents,
          remainingCents: null,
          issuedAt: instant(today - 20 * DAY_MS),
          timezone: ZONE,
          externalId: null,
          extra: {},
          commandId: null,
        }),
      );
    }
    if (person.note === null) continue;
    done(
      await addNoteRecord(deps, {
        note: {
          id: noteIdSchema.parse(deps.newId()),
          profileId,
          text: person.note,
          occurredAt: instant(today - 5 * DAY_MS),
          staffId: base.staffIds[person.location * 2] ?? null,
          locationId,
        },
        deviceId: null,
      }),
    );
  }
  return null;
};

/** What a person allows: most do, and some were never asked. */
const commsOf = ({ cardNumber }: DemoPerson): ExtraFields => {
  const place = Number(cardNumber.slice(4, 12));
  if (place % 5 === 0) return {};
  return { email_promo: place % 7 !== 0, sms_promo: place % 3 !== 0, phone_promo: place % 2 === 0 };
};

/** Some of the demo's transactions. */
export type DemoTransactionsPart = {
  readonly today: Instant;
  readonly transactions: readonly DemoTransaction[];
};

/** Writes some transactions in one commit, through the same write as the API. */
export const seedDemoTransactions = async (
  deps: WriteDeps,
  { today, transactions }: DemoTransactionsPart,
): Promise<null> => {
  for (const transaction of transactions) {
    const total = transaction.items.reduce((sum, item) => sum + item.quantity * item.priceCents, 0);
    const location = DEMO_LOCATIONS[transaction.location];
    done(
      await postTransaction(deps, {
        mode: "upsert",
        id: null,
        commandId: null,
        transaction: {
          system: "pos",
          externalId: transaction.externalId,
          profile:
            transaction.profileId === null
              ? null
              : { handle: "profile_id", value: transaction.profileId },
          location: location ? { externalId: location.externalId } : null,
          staff: null,
          totalCents: cents(total),
          totalOriginalCents: null,
          currency: DEMO_TENANT.currency,
          transactedAt: instant(
            today -
              transaction.daysAgo * DAY_MS +
              (9 * 60 + transaction.minutesAfterNine) * MINUTE_MS,
          ),
          timezone: ZONE,
          receiptRef: transaction.externalId,
          linkedReceiptRef: transaction.returnOf,
          isVoid: false,
          redemptionId: null,
          items: transaction.items.map((item) => ({
            name: item.name,
            sku: item.sku,
            externalId: null,
            quantity: item.quantity,
            priceSellCents: cents(item.priceCents),
            priceCurrentCents: null,
            priceOriginalCents: null,
            priceTaxCents: null,
            extra: {},
          })),
          extra: {},
        },
      }),
    );
  }
  return null;
};
