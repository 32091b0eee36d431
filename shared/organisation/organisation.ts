import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";

/** What an organisation is (DOMAIN §14.5). */
export const organisationTypeSchema = z.enum([
  "company",
  "stockist",
  "brand",
  "organisation",
  "group",
  "school",
  "club",
  "other",
]);

/** How a profile became a member: somebody said so, or its email is of a domain that joins. */
export const membershipSourceSchema = z.enum(["hand", "domain"]);

/** A membership as it was said at one time, until something else was said. */
export type Membership = {
  readonly isActive: boolean;
  readonly startsAt: Instant;
  /** The last instant of it. */
  readonly expiresAt: Instant | null;
  /** From when on something else holds, or nothing. */
  readonly supersededAt: Instant | null;
};

/** Whether a profile is a member at an instant by a membership (DOMAIN §14.5). */
export const isMemberAt = (
  { isActive, startsAt, expiresAt, supersededAt }: Membership,
  at: Instant,
): boolean =>
  isActive &&
  startsAt <= at &&
  (expiresAt === null || at <= expiresAt) &&
  (supersededAt === null || at < supersededAt);

/** The domain of an email, which joins an organisation that authorises it; null without one. */
export const domainOf = (email: string | null): string | null =>
  email === null ? null : email.slice(email.lastIndexOf("@") + 1);
