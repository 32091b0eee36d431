import type { z } from "zod";
import type { CustomerListing } from "#renderer/data/query/profile-search.ts";
import type { ListedIds, ListRequest } from "#renderer/search/customer-list.ts";
import { lapsesOn, shoppingSchema, spentDays } from "#shared/commerce/shopping.ts";
import { type LocationId, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { type CalendarDay, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { lotsOfSent, sentLotsSchema } from "#shared/sync/sent-lots.ts";
import { createFacet, type Facet } from "./facet.ts";
import { isFields } from "./read-search-document.ts";

/** A list that comes from the accounts. */
export type AccountListing = Extract<
  CustomerListing,
  { readonly show: "expiring" | "lapsed" | "returned" }
>;

const rhythmSchema = shoppingSchema.pick({ latestDay: true, averageDays: true });
const spentSchema = shoppingSchema.pick({ spent: true });

/** What the lists need of an account. */
type Account = {
  /** When value expires that pays for something, the first first. */
  readonly expiresAt: readonly Instant[];
  readonly shopping: z.infer<typeof rhythmSchema> | null;
  /** On the latest shop day they brought back more than they bought. */
  readonly broughtBack: boolean;
};

/** Lists of customers from their accounts. */
export type AccountLists = Pick<Facet<Account>, "open" | "apply"> & {
  /** `isHere` says which profiles count. */
  readonly list: (
    request: ListRequest<AccountListing>,
    isHere: (id: ProfileId, homeId: LocationId | null) => boolean,
  ) => Promise<ListedIds>;
};

/** Nobody has lapsed sooner, however often they come. */
const AWAY_DAYS_MIN = 60;

/** Whoever brought something back has had time to come again, and may not be lost yet. */
const RETURNED_DAYS = { from: 14, to: 56 } as const;

/** Creates the lists, which read nothing before the first of them is asked for. */
export const createAccountLists = (sleep: (ms: number) => Promise<void>): AccountLists => {
  const { open, apply, read } = createFacet(takeAccount, sleep);
  return {
    open,
    apply,
    list: async (request, isHere) => {
      const { homeId, offset, limit } = request;
      const listed: Listed[] = [];
      for (const [id, account] of await read()) {
        const key = keyIn(request, account);
        if (key !== null && isHere(id, homeId)) listed.push({ id, key });
      }
      const ids = listed.sort(compare).map(({ id }) => id);
      return { count: ids.length, ids: ids.slice(offset, offset + limit) };
    },
  };
};

/** A profile in a list, and where it goes. */
type Listed = { readonly id: ProfileId; readonly key: string };

const compare = (a: Listed, b: Listed): number => {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** Where an account goes in a list; null if it isn't in it. Whoever lapsed last comes first. */
const keyIn = (
  request: AccountListing,
  { expiresAt, shopping, broughtBack }: Account,
): string | null => {
  if (request.show === "expiring") {
    const first = expiresAt.find((at) => at >= request.from && at <= request.through);
    return first === undefined ? null : new Date(first).toISOString();
  }
  if (shopping === null) return null;
  const awayDays = (Date.parse(request.day) - Date.parse(shopping.latestDay)) / DAY_MS;
  const sinceThen = String(awayDays).padStart(6, "0");
  if (request.show === "returned") {
    const isDue = awayDays >= RETURNED_DAYS.from && awayDays <= RETURNED_DAYS.to;
    return broughtBack && isDue ? sinceThen : null;
  }
  if (awayDays < AWAY_DAYS_MIN) return null;
  const lapsedOn = lapsesOn(shopping);
  if (lapsedOn === null || lapsedOn > request.day) return null;
  return sinceThen;
};

/** Reads an account as RxDB or Dexie stores it, by types like `readSearchDocument`. */
const takeAccount = (held: Map<ProfileId, Account>, document: unknown): void => {
  if (!isFields(document)) return;
  const id = profileIdSchema.safeParse(document["id"]).data;
  if (id === undefined) return;
  const account = document["_deleted"] === true || document["_deleted"] === "1" ? null : document;
  const lots = lotsOfSent(sentLotsSchema.safeParse(account?.["lots"]).data ?? []);
  const expiresAt = lots.flatMap(expiryOf);
  const shopping = rhythmSchema.safeParse(account?.["shopping"]).data ?? null;
  const broughtBack =
    shopping !== null && hasBroughtBack(account?.["shopping"], shopping.latestDay);
  if (expiresAt.length === 0 && shopping === null) held.delete(id);
  else held.set(id, { expiresAt: expiresAt.sort((a, b) => a - b), shopping, broughtBack });
};

/** Whether the net spend of a day is below zero. */
const hasBroughtBack = (shopping: unknown, day: CalendarDay): boolean => {
  const spent = isFields(shopping) ? shopping["spent"] : null;
  // The latest day is the last, unless that was in another currency.
  const last = { spent: Array.isArray(spent) ? spent.slice(-1) : [] };
  const days = spentDays(spentSchema.safeParse(last).data ?? { spent: [] });
  return days.some(([on, amount]) => on === day && amount < 0);
};

/** When something that pays expires. */
const expiryOf = ({ unit, remaining, expiresAt }: Lot): readonly Instant[] =>
  remaining === 0 || expiresAt === null || UNITS[unit].spentBy === null ? [] : [expiresAt];
