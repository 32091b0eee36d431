import type { FiguresRequest, OwingListing } from "#renderer/data/query/profile-search.ts";
import type { ListedIds, ListRequest } from "#renderer/search/customer-list.ts";
import { shoppingSchema, spentDays } from "#shared/commerce/shopping.ts";
import type { StoreDay } from "#shared/commerce/store-days.ts";
import { type LocationId, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { addCents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { type CalendarDay, dayIn, firstInstantOf } from "#shared/kernel/time.ts";
import { outstandingSchema } from "#shared/ledger/account.ts";
import { heldRedemptionSchema } from "#shared/redemption/held-redemption.ts";
import { createFacet, type Facet } from "./facet.ts";
import { isFields } from "./read-search-document.ts";

/** What a store's figures need of an account. */
type Account = {
  readonly spent: ReturnType<typeof spentDays>;
  readonly redeemed: readonly (typeof heldRedemptionSchema)["_output"][];
  /** Since when it owes something; null if it doesn't. */
  readonly owesSince: number | null;
};

type IsHere = (id: ProfileId, homeId: LocationId | null) => boolean;

/** The figures of a store from its customers' accounts, and who owes something. */
export type StoreFigures = Pick<Facet<Account>, "open" | "apply"> & {
  /** `isHere` says which profiles count. */
  readonly days: (request: FiguresRequest, isHere: IsHere) => Promise<readonly StoreDay[]>;
  readonly owing: (request: ListRequest<OwingListing>, isHere: IsHere) => Promise<ListedIds>;
};

/** Creates the figures, which read nothing before somebody looks at a store. */
export const createStoreFigures = (sleep: (ms: number) => Promise<void>): StoreFigures => {
  const { open, apply, read } = createFacet(takeAccount, sleep);
  return {
    open,
    apply,
    days: async ({ locationId, zone, since }, isHere) => {
      const days = new Map<CalendarDay, StoreDay>();
      const add = (day: CalendarDay, more: Omit<StoreDay, "day">) => {
        const sum = days.get(day) ?? { day, ...NOTHING };
        days.set(day, {
          day,
          spentCents: addCents(sum.spentCents, more.spentCents),
          shoppers: sum.shoppers + more.shoppers,
          redeemedCents: addCents(sum.redeemedCents, more.redeemedCents),
        });
      };
      const from = firstInstantOf(since, zone);
      for (const [id, { spent, redeemed }] of await read()) {
        for (const { at, amountCents, locationId: where, isReversed } of redeemed) {
          if (isReversed || where !== locationId || at < from) continue;
          add(dayIn(at, zone), { ...NOTHING, redeemedCents: amountCents });
        }
        if (spent.length === 0 || !isHere(id, locationId)) continue;
        for (const [day, spentCents] of spent) {
          if (day >= since) add(day, { ...NOTHING, spentCents, shoppers: 1 });
        }
      }
      return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
    },
    owing: async ({ homeId, offset, limit }, isHere) => {
      const found: { readonly id: ProfileId; readonly since: number }[] = [];
      for (const [id, { owesSince: since }] of await read()) {
        if (since !== null && isHere(id, homeId)) found.push({ id, since });
      }
      const ids = found.sort((a, b) => a.since - b.since).map(({ id }) => id);
      return { count: ids.length, ids: ids.slice(offset, offset + limit) };
    },
  };
};

const NOTHING = { spentCents: ZERO_CENTS, shoppers: 0, redeemedCents: cents(0) };

/** Reads an account as RxDB or Dexie stores it, by types like `readSearchDocument`. */
const takeAccount = (held: Map<ProfileId, Account>, document: unknown): void => {
  if (!isFields(document)) return;
  const id = profileIdSchema.safeParse(document["id"]).data;
  if (id === undefined) return;
  const isGone = document["_deleted"] === true || document["_deleted"] === "1";
  const { shopping, redemptions, outstanding } = document;
  const spent = spentDays(spentSchema.safeParse(shopping).data ?? { spent: [] });
  const redeemed = redeemedSchema.safeParse(redemptions).data ?? [];
  const owed = owedSchema.safeParse(outstanding).data ?? [];
  if (isGone || (spent.length === 0 && redeemed.length === 0 && owed.length === 0)) {
    held.delete(id);
    return;
  }
  const owesSince = owed.length === 0 ? null : Math.min(...owed.map(({ since }) => since));
  held.set(id, { spent, redeemed, owesSince });
};

const spentSchema = shoppingSchema.pick({ spent: true });
const redeemedSchema = heldRedemptionSchema.array();
const owedSchema = outstandingSchema.pick({ since: true }).array();
