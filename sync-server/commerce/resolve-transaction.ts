import { type ExchangeRate, intoOwn } from "#shared/kernel/exchange-rate.ts";
import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  addMs,
  DAY_MS,
  firstInstantOf,
  type Instant,
  type TimeZone,
  UTC,
} from "#shared/kernel/time.ts";
import type { CurrencyForeign } from "#sync-server/organisation/currencies.ts";
import type { LocationRef } from "#sync-server/organisation/locations.ts";
import { staffNamed } from "#sync-server/organisation/staff.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import { findRedemption } from "#sync-server/storage/redemption/redemption-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import type { ReferenceRefusal, TransactionInput } from "./transaction-input.ts";

/** Everything that a transaction refers to. */
export type ResolvedTransaction = {
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly timezone: TimeZone;
  readonly transactedAt: Instant;
  readonly currency: string;
  readonly exchangeRate: ExchangeRate | null;
};

/** A location, or what one would be that a sale would create. */
type FoundLocation = { readonly id: LocationId | null; readonly timezone: TimeZone };

/** What a transaction or an order refers to, and when it was. */
type Referring =
  | "transactedAt"
  | "currency"
  | "totalCents"
  | "staff"
  | "redemptionId"
  | "location"
  | "timezone";

/** The clocks of tills may run fast, but more than a day is a mistake. */
const AHEAD_MAX_MS = DAY_MS;

/** Looks up what a transaction refers to, or returns what is wrong; `locate` finds its location. */
export const resolveTransaction = async (
  deps: ReadDeps & { readonly now: Instant },
  input: Pick<TransactionInput, Referring>,
  profileId: ProfileId | null,
  {
    locate,
    rateOf,
  }: {
    readonly locate: (ref: LocationRef) => Promise<FoundLocation | null>;
    /** The rate from another currency to the tenant's. */
    readonly rateOf: (
      currency: string,
      own: string,
    ) => Promise<Result<ExchangeRate | null, CurrencyForeign>>;
  },
): Promise<Result<ResolvedTransaction, ReferenceRefusal>> => {
  if (firstInstantOf(input.transactedAt, UTC) > addMs(deps.now, AHEAD_MAX_MS)) {
    return err({ reason: "in_the_future" });
  }
  const tenant = await readTenant(deps);
  const own = tenant?.currency ?? "";
  const currency = input.currency ?? own;
  const rate = currency === own ? ok(null) : await rateOf(currency, own);
  if (!rate.ok) return err({ reason: "currency_foreign", currency, own });
  const exchangeRate = rate.value;
  if (exchangeRate !== null && intoOwn(input.totalCents, exchangeRate) === null) {
    return err({ reason: "total_too_large", own });
  }
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  const staffId = staff.value;
  if (input.redemptionId !== null) {
    const redemption = await findRedemption(deps, input.redemptionId);
    if (redemption?.type !== "redeem") return err({ reason: "redemption_unknown" });
    const isOwn = redemption.profileId === profileId;
    // Anybody may pay with a gift card.
    if (!isOwn && !(await giftCardStore.find(deps, { accountId: redemption.profileId }))) {
      return err({ reason: "redemption_unknown" });
    }
  }
  const location = input.location === null ? null : await locate(input.location);
  if (input.location !== null && location === null) return err({ reason: "location_unknown" });
  const timezone = input.timezone ?? location?.timezone ?? tenant?.timezone ?? UTC;
  const transactedAt = firstInstantOf(input.transactedAt, timezone);
  const locationId = location?.id ?? null;
  return ok({ locationId, staffId, timezone, transactedAt, currency, exchangeRate });
};
