import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";

/** As what somebody is assigned to a location (DOMAIN §14.2). */
export const assignmentTypeSchema = z.enum(["staff", "manager", "profile"]);
export type AssignmentType = z.infer<typeof assignmentTypeSchema>;

/** How somebody works there. */
export const assignmentRoleSchema = z.enum(["full_time", "part_time", "casual", "other"]);

/** The types whose people are staff; the others are profiles. */
export const isStaffAssignment: Readonly<Record<AssignmentType, boolean>> = {
  staff: true,
  manager: true,
  profile: false,
};

/** Whether an assignment holds at an instant: it is active, has begun and isn't over. */
export const isAssignedAt = (
  {
    isActive,
    startsAt,
    endsAt,
  }: {
    readonly isActive: boolean;
    readonly startsAt: Instant | null;
    readonly endsAt: Instant | null;
  },
  at: Instant,
): boolean =>
  isActive && (startsAt === null || startsAt <= at) && (endsAt === null || at <= endsAt);
