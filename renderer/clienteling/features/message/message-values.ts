import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import type { Format } from "#renderer/words/format.ts";
import type { MessageValues } from "#shared/clienteling/fill-template.ts";
import { UNKNOWN_NAME } from "#shared/profile/profile.ts";
import { lotWorth } from "#shared/redemption/unit.ts";

/** What a template's fields are for a customer, as this device knows them now ([X40]). */
export const messageValues = (
  { profile, balances, freeze }: ProfileView,
  { ownLocation, programme }: StoreConfig,
  staffName: string,
  format: Format,
): MessageValues => {
  const isOpen = freeze === null && balances.combinedCents > 0;
  const next = isOpen ? balances.nextExpiry : null;
  return {
    first_name: known(profile.firstName),
    last_name: known(profile.lastName),
    staff_name: known(staffName.split(" ")[0] ?? ""),
    store: ownLocation?.name ?? null,
    available: isOpen ? format.money(balances.combinedCents) : null,
    expiring: next && format.money(lotWorth(next, programme)),
    expires_on: next?.expiresAt ? format.date(next.expiresAt, next.timezone) : null,
  };
};

const known = (name: string): string | null => (name === "" || name === UNKNOWN_NAME ? null : name);
