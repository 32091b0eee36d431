import type { CustomersRequest } from "#renderer/data/views.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import {
  addLocalDays,
  type CalendarDay,
  firstInstantOf,
  type Instant,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { dayOfYear } from "#shared/profile/day-of-year.ts";
import { EXPIRING_SOON_DAYS } from "#shared/redemption/expiring-soon.ts";
import type { CustomerShow } from "./customer-show.ts";

/** Who has joined within so many days is new. */
const NEW_DAYS = 30;

/** A list that the device makes: all but what staff viewed, which the session knows. */
export type DeviceShow = Exclude<CustomerShow, "recent">;

/**
 * What a list asks the device for. Everybody's list and one's own have all stores' customers; the
 * others this store's. Null if nobody is signed in whose list it would be.
 */
export const listRequest = (
  show: DeviceShow,
  {
    day,
    zone,
    homeId,
    staffId,
    now: at,
  }: Readonly<Pick<CustomersRequest, "homeId">> & {
    readonly staffId: StaffId | null;
    readonly now: Instant;
    readonly day: CalendarDay;
    readonly zone: TimeZone;
  },
): CustomersRequest | null => {
  const rows = { homeId, offset: 0, limit: 0 };
  const from = firstInstantOf(day, zone);
  const month = Number(day.slice(5, 7));
  const requests: Readonly<Record<DeviceShow, CustomersRequest | null>> = {
    mine: staffId && { ...rows, show: "book", associateId: staffId, homeId: null },
    store: { ...rows, show: "all" },
    vip: { ...rows, show: "vip", at },
    all: { ...rows, show: "all", homeId: null },
    birthdays: {
      ...{ ...rows, show: "birthdays" },
      ...{ from: dayOfYear(month, 1), through: dayOfYear(month, 31) },
    },
    expiring: {
      ...{ ...rows, show: "expiring" },
      ...{ from, through: addLocalDays(from, EXPIRING_SOON_DAYS, zone) },
    },
    new: { ...rows, show: "joined", since: addLocalDays(from, -NEW_DAYS, zone) },
    lapsed: { ...rows, show: "lapsed", day },
  };
  return requests[show];
};
