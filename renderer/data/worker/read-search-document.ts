import type { FullSearchRow } from "#renderer/data/query/profile-search.ts";
import {
  locationIdSchema,
  type ProfileId,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { dayOfYear } from "#shared/profile/day-of-year.ts";
import { givenStatusSchema } from "#shared/profile/status.ts";
import { type VipTime, vipTimeOf } from "#shared/profile/vip.ts";

/** A change for the index. A null row means that the profile is gone. */
export type SearchChange = { readonly id: ProfileId; readonly row: FullSearchRow | null };

/**
 * Reads the searchable fields of a profile as RxDB or Dexie stores it; null if it isn't one. It was
 * parsed by its schema before it was written, so checking types is enough, and ten times as fast. A
 * start with 100,000 profiles waits for this.
 */
export const readSearchDocument = (document: unknown): SearchChange | null => {
  if (!isFields(document)) return null;
  const id = profileIdSchema.safeParse(document["id"]).data;
  if (!id) return null;
  // Dexie can't index booleans, so RxDB stores them as digits.
  if (document["_deleted"] === true || document["_deleted"] === "1") return { id, row: null };
  const { firstName, lastName, identities } = document;
  if (typeof firstName !== "string" || typeof lastName !== "string") return null;
  return {
    id,
    row: {
      id,
      firstName,
      lastName,
      email: textOf(document["email"]),
      phone: textOf(document["mobilePhone"]),
      secondaryPhone: textOf(document["secondaryPhone"]),
      identifiers: Array.isArray(identities) ? identities.flatMap(identifierOf) : [],
      birthday: birthdayOf(document["birthMonth"], document["birthDay"]),
      joinedAt: instantSchema.safeParse(document["joinedAt"]).data ?? null,
      homeId:
        locationIdSchema.safeParse(document["preferredLocationId"] ?? document["joinedLocationId"])
          .data ?? null,
      associateId: staffIdSchema.safeParse(document["associateId"]).data ?? null,
      vip: vipOf(document["tags"], document["statuses"]),
    },
  };
};

type Fields = { readonly [field: string]: unknown };

// biome-ignore lint/plugin: see above: a schema is ten times as slow.
const hasFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Whether a stored document, or a part of one, has fields at all. */
export const isFields = hasFields;

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const birthdayOf = (month: unknown, day: unknown): number | null =>
  typeof month === "number" && typeof day === "number" ? dayOfYear(month, day) : null;

const identifierOf = (identity: unknown): readonly string[] =>
  isFields(identity) && identity["isActive"] === true && typeof identity["identifier"] === "string"
    ? [identity["identifier"]]
    : [];

/** Few customers have tags or statuses, so only theirs are read. */
const vipOf = (tags: unknown, statuses: unknown): VipTime | null =>
  vipTimeOf({
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    statuses: Array.isArray(statuses)
      ? statuses.flatMap((status) => givenStatusSchema.safeParse(status).data ?? [])
      : [],
  });
