import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { foldCase } from "#shared/kernel/fold-case.ts";
import { locationIdSchema, profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { profileDetailsSchema } from "#shared/profile/profile.ts";
import {
  hiddenTypes,
  nobodysTypes,
  notLivingTypes,
  type ProfileType,
  profileTypeSchema,
} from "#shared/profile/profile-type.ts";
import { givenStatusSchema } from "#shared/profile/status.ts";
import {
  extra,
  jsonOf,
  listed,
  listedCaseless,
  moment,
  nullable,
  numberOf,
  text,
  textList,
  textOf,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable } from "#sync-server/storage/column-table.ts";

const columns = columnTable("profiles", {
  id: listed(uuidOf(profileIdSchema)),
  profile_type: listed(textOf(profileTypeSchema)),
  title: listed(nullable(text)),
  first_name: listedCaseless(text),
  last_name: listedCaseless(text),
  email: listed(nullable(text)),
  mobile_phone: listed(nullable(text)),
  secondary_phone: listed(nullable(text)),
  birth_day: listed(nullable(whole)),
  birth_month: listed(nullable(whole)),
  birth_year: listed(nullable(whole)),
  gender: listed(nullable(textOf(profileDetailsSchema.shape.gender.unwrap()))),
  joined_at: listed(nullable(moment)),
  joined_location_id: listed(nullable(numberOf(locationIdSchema))),
  joined_staff_id: listed(nullable(uuidOf(staffIdSchema))),
  preferred_location_id: listed(nullable(numberOf(locationIdSchema))),
  associate_id: listed(nullable(uuidOf(staffIdSchema))),
  /** Where the profile joined or prefers to be served: devices there get it first. */
  home_location_id: nullable(numberOf(locationIdSchema)),
  /** Decides which devices hold the profile. */
  region: text,
  tags: textList,
  /** Those it was given, also those that have ended (DOMAIN §3.7). */
  statuses: jsonOf(z.array(givenStatusSchema).readonly()),
  /** Those that were taken from it or given again since, until when it had them. */
  statuses_past: jsonOf(z.array(givenStatusSchema).readonly()),
  /** API fields that no rule depends on: company, occupation, meta. */
  extra,
  version: whole,
  created_at: listed(moment),
  updated_at: listed(moment),
});

/**
 * Profiles, without their identities. Whatever writes a name writes it as it is compared, too
 * (DOMAIN §1.2 no. 4).
 */
export const profileTable: typeof columns = {
  ...columns,
  rowOf: (record) => ({ ...columns.rowOf(record), ...foldedNames(record) }),
};

const foldedNames = ({
  firstName,
  lastName,
}: {
  readonly firstName?: string;
  readonly lastName?: string;
}) => ({
  ...(firstName === undefined ? {} : { first_name_folded: foldCase(firstName) }),
  ...(lastName === undefined ? {} : { last_name_folded: foldCase(lastName) }),
});

/** The partial indexes of `profiles` have such conditions, so they are without parameters. */
const isNoneOf = (types: readonly ProfileType[]) =>
  sql.join<SqlBool>(
    types.map((type) => sql`profiles.profile_type <> ${sql.lit(type)}`),
    sql` and `,
  );

/** True for the profiles that can be found (DOMAIN §3.8). */
export const isLivingProfile = isNoneOf(notLivingTypes);

/** True for the profiles whose data everybody may see. */
export const isShownProfile = isNoneOf(hiddenTypes);

/** True for all but the accounts of gift cards. */
export const isSomebodysProfile = isNoneOf(nobodysTypes);
