import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { ProfileRules } from "#shared/profile/profile-rules.ts";
import { findProfileByContact } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * A person's details as they can be kept: where the tenant wants it, a mobile phone that another
 * profile has becomes the secondary phone, which needn't be unique. It stays, and will be refused,
 * if that is another number already, or if there is no email (DOMAIN §3.1).
 */
export const yieldMobile = async (
  deps: ReadDeps,
  profileId: ProfileId,
  details: ProfileDetails,
  { mobile_phone_clash: clash }: ProfileRules,
): Promise<ProfileDetails> => {
  const { mobilePhone, secondaryPhone, email } = details;
  if (clash === "refuse" || mobilePhone === null || email === null) return details;
  if (secondaryPhone !== null && secondaryPhone !== mobilePhone) return details;
  const holderId = await findProfileByContact(deps, "mobile_phone", mobilePhone);
  return holderId === null || holderId === profileId
    ? details
    : { ...details, mobilePhone: null, secondaryPhone: mobilePhone };
};
