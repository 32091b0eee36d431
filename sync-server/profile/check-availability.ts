import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { normaliseEmail } from "#shared/profile/email.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import { findProfileByContact } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/** Whether a contact is free, and whose it is if it isn't; null if it wasn't asked about. */
type Availability = {
  readonly available: boolean;
  readonly profile: { readonly id: ProfileId } | null;
} | null;

/** Why it can't be checked, in order of precedence. */
export type AvailabilityRefusal =
  | { readonly reason: "contact_missing" }
  | { readonly reason: "not_an_email" }
  | { readonly reason: "not_a_phone" };

/** Checks whether an email or a mobile phone, as typed, is free for a new profile (DOMAIN §3.3). */
export const checkAvailability = async (
  deps: ReadDeps,
  contact: {
    readonly email?: string | null | undefined;
    readonly phone?: string | null | undefined;
  },
): Promise<
  Result<{ readonly email: Availability; readonly phone: Availability }, AvailabilityRefusal>
> => {
  if (!contact.email && !contact.phone) return err({ reason: "contact_missing" });
  const email = contact.email ? normaliseEmail(contact.email) : null;
  if (contact.email && email === null) return err({ reason: "not_an_email" });
  const country = (await readTenant(deps))?.country ?? "";
  const phone = contact.phone ? normalisePhone(contact.phone, country) : null;
  if (contact.phone && phone === null) return err({ reason: "not_a_phone" });
  return ok({
    email: await availabilityOf(deps, "email", email),
    phone: await availabilityOf(deps, "mobile_phone", phone),
  });
};

const availabilityOf = async (
  deps: ReadDeps,
  field: "email" | "mobile_phone",
  value: string | null,
): Promise<Availability> => {
  if (value === null) return null;
  const id = await findProfileByContact(deps, field, value);
  return { available: id === null, profile: id === null ? null : { id } };
};
