import { z } from "zod";

/** What a staff member is at their locations (DOMAIN §14.7). */
export const staffRoleSchema = z.enum(["associate", "manager"]);
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** What not everybody may do. */
export type StaffPower =
  /** Move customers whom somebody else looks after (clienteling/SPEC.md [X31]). */
  | "move_any_book"
  /** See the store's figures and its team (clienteling/SPEC.md [X34]). */
  | "see_store"
  /** Reverse a redemption that is older than ten minutes (redemption/SPEC.md [V2]). */
  | "reverse_late"
  /** Approve what a colleague may not give alone (redemption/SPEC.md [Y5]). */
  | "approve_goodwill"
  /** Merge two profiles of one person (profile/SPEC.md [I28]). */
  | "merge_profiles";

const POWERS: Readonly<Record<StaffRole, Readonly<Record<StaffPower, boolean>>>> = {
  associate: {
    move_any_book: false,
    see_store: false,
    reverse_late: false,
    approve_goodwill: false,
    merge_profiles: false,
  },
  manager: {
    move_any_book: true,
    see_store: true,
    reverse_late: true,
    approve_goodwill: true,
    merge_profiles: true,
  },
};

/** Whether staff of a role may do something; device and server ask the same (DOMAIN §14.7). */
export const mayDo = (role: StaffRole, power: StaffPower): boolean => POWERS[role][power];
