import type { ProfileId } from "#shared/kernel/ids.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import type { NotAllowed } from "./broken-rule.ts";
import type { NamedStaffUnknown } from "./check-staff.ts";
import type { AttributeRefusal } from "./plan-attributes.ts";
import type { BelongingUnknown } from "./sent-belongings.ts";
import type { TooManyIdentities } from "./write-identities.ts";

/** The fields that two profiles must not share (DOMAIN §3.1, §3.4). */
export type UniqueField = "email" | "mobilePhone" | "identities";

/** Why a profile can't be written, in order of precedence. */
export type ProfileRefusal =
  | { readonly reason: "id_taken" }
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "profile_deleted" }
  | { readonly reason: "invalid_details"; readonly problems: readonly DetailProblem[] }
  | NotAllowed
  | {
      readonly reason: "location_unknown";
      readonly field: "joinedLocationId" | "preferredLocationId";
    }
  | NamedStaffUnknown
  | BelongingUnknown
  /** The status sent at this place isn't one that head office has declared. */
  | { readonly reason: "status_unknown"; readonly index: number }
  | AttributeRefusal
  | TooManyIdentities
  | {
      readonly reason: "duplicate_profile";
      readonly field: UniqueField;
      /** The index of the first identity sent that another profile has. */
      readonly index: number;
      readonly holderId: ProfileId;
    }
  | TooManyAnHour;
