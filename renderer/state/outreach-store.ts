import { z } from "zod";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import {
  type ProfileId,
  profileIdSchema,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import {
  type CalendarDay,
  calendarDaySchema,
  DAY_MS,
  type Instant,
  instant,
  instantSchema,
} from "#shared/kernel/time.ts";

const NOT_NOW_MS = 28 * DAY_MS;
/** The oldest go first. */
const NOT_NOW_MAX = 1000;

const keptSchema = z.object({
  /** Whom staff of this device don't want to contact before a time. */
  notNow: z.array(z.object({ profileId: profileIdSchema, until: instantSchema })).readonly(),
  /** Whom each was shown on the day. */
  day: calendarDaySchema.nullable(),
  shown: z.partialRecord(staffIdSchema, z.array(profileIdSchema).readonly()).readonly(),
});

/** What this device remembers of whom to contact, beyond the window ([X44]): no more than ids. */
type Outreach = z.infer<typeof keptSchema> & {
  readonly putOff: (profileId: ProfileId, now: Instant) => void;
  readonly bringBack: (profileId: ProfileId) => void;
  readonly show: (staffId: StaffId, day: CalendarDay, profileIds: readonly ProfileId[]) => void;
};

export const useOutreach = create<Outreach>()(
  persist(
    (set) => ({
      notNow: [],
      day: null,
      shown: {},
      putOff: (profileId, now) =>
        set(({ notNow }) => ({
          notNow: [
            ...notNow.filter((each) => each.profileId !== profileId && each.until > now),
            { profileId, until: instant(now + NOT_NOW_MS) },
          ].slice(-NOT_NOW_MAX),
        })),
      bringBack: (profileId) =>
        set(({ notNow }) => ({ notNow: notNow.filter((each) => each.profileId !== profileId) })),
      show: (staffId, day, profileIds) =>
        set((kept) => {
          const shown = kept.day === day ? kept.shown : {};
          const before = shown[staffId] ?? [];
          const fresh = profileIds.filter((id) => !before.includes(id));
          if (kept.day === day && fresh.length === 0) return {};
          return { day, shown: { ...shown, [staffId]: [...before, ...fresh] } };
        }),
    }),
    {
      name: "outreach",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ notNow, day, shown }) => ({ notNow, day, shown }),
      merge: (stored, current) => ({ ...current, ...keptSchema.safeParse(stored).data }),
    },
  ),
);
