import { z } from "zod";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { type ProfileId, type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";

const RECENT_MAX = 20;
const DAY_MS = 86_400_000;

/** Something that a member of staff did with a customer. */
export type Deed = {
  readonly kind: "opened" | "served" | "added";
  readonly profileId: ProfileId;
  readonly at: Instant;
};

/** What one member of staff has in front of them. On a shared till nobody sees another's. */
type Desk = {
  /** Profiles opened in this window, the latest first. */
  readonly recentProfileIds: readonly ProfileId[];
  /** What they did in the last 24 hours. */
  readonly deeds: readonly Deed[];
  /** The text in the search box. */
  readonly query: string;
  /** Where they were when the app was locked. */
  readonly address: string;
};

const EMPTY_DESK: Desk = { recentProfileIds: [], deeds: [], query: "", address: "/" };

/**
 * State that may be lost with the window: who is signed in and what they looked at. Never a
 * balance.
 */
export type Session = Desk & {
  readonly staffId: StaffId | null;
  /** Whose desk this is, also while the app is locked and after a reload. */
  readonly lastStaffId: StaffId | null;
  /** Who is to sign in next, if somebody has handed the app over to them. */
  readonly nextStaffId: StaffId | null;
  /** The desks of the others who have signed in in this window. */
  readonly otherDesks: Readonly<Record<StaffId, Desk>>;
  /** A card that was scanned on another screen, until the search screen takes it. */
  readonly scanned: string | null;
  /** Staff chose to start before the first pull was complete. */
  readonly startedEarly: boolean;
  /** The one-time code that this window has enrolled with. */
  readonly usedEnrolCode: string | null;
  readonly signIn: (staffId: StaffId) => void;
  /**
   * Locks the app, for anybody or for the one who is to sign in next. Who signed out continues at
   * the address.
   */
  readonly signOut: (address: string, nextStaffId?: StaffId) => void;
  /** Signs out and forgets what everybody had in front of them. */
  readonly forgetDesks: () => void;
  readonly rememberProfile: (profileId: ProfileId) => void;
  readonly rememberDeeds: (deeds: readonly Deed[]) => void;
  readonly setQuery: (query: string) => void;
  readonly scan: (card: string) => void;
  readonly takeScan: () => void;
  readonly startEarly: () => void;
  readonly spendEnrolCode: (code: string) => void;
};

// Before the store, which reads what is stored while it is created.
const storedSchema = z.object({ lastStaffId: staffIdSchema.nullable() });

export const useSession = create<Session>()(
  persist(
    (set) => ({
      ...EMPTY_DESK,
      staffId: null,
      lastStaffId: null,
      nextStaffId: null,
      otherDesks: {},
      scanned: null,
      startedEarly: false,
      usedEnrolCode: null,
      signIn: (staffId) =>
        set((session) => ({ ...deskFor(staffId, session), staffId, nextStaffId: null })),
      signOut: (address, nextStaffId) =>
        set({ staffId: null, nextStaffId: nextStaffId ?? null, address, scanned: null }),
      forgetDesks: () =>
        set({ ...EMPTY_DESK, staffId: null, lastStaffId: null, otherDesks: {}, scanned: null }),
      rememberProfile: (profileId) =>
        set(({ recentProfileIds }) => ({
          recentProfileIds: [
            profileId,
            ...recentProfileIds.filter((recent) => recent !== profileId),
          ].slice(0, RECENT_MAX),
        })),
      rememberDeeds: (done) =>
        set(({ deeds }) => {
          const fresh = done.filter((deed) => !deeds.some((known) => isSame(known, deed)));
          if (fresh.length === 0) return {};
          const latest = Math.max(...fresh.map(({ at }) => at));
          return { deeds: [...deeds.filter(({ at }) => at > latest - DAY_MS), ...fresh] };
        }),
      setQuery: (query) => set({ query }),
      scan: (scanned) => set({ scanned }),
      takeScan: () => set({ scanned: null }),
      startEarly: () => set({ startedEarly: true }),
      spendEnrolCode: (usedEnrolCode) => set({ usedEnrolCode }),
    }),
    {
      name: "session",
      // Ends with the window. After a reload, the page must know whose address it shows.
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ lastStaffId }) => ({ lastStaffId }),
      merge: (stored, session) => ({ ...session, ...storedSchema.safeParse(stored).data }),
    },
  ),
);

const isSame = (a: Deed, b: Deed): boolean =>
  a.kind === b.kind && a.profileId === b.profileId && a.at === b.at;

const deskFor = (staffId: StaffId, session: Session): Partial<Session> => {
  const { lastStaffId, otherDesks, recentProfileIds, deeds, query, address } = session;
  if (staffId === lastStaffId) return {};
  const left =
    lastStaffId === null ? {} : { [lastStaffId]: { recentProfileIds, deeds, query, address } };
  return {
    ...(otherDesks[staffId] ?? EMPTY_DESK),
    lastStaffId: staffId,
    otherDesks: { ...otherDesks, ...left },
  };
};

/**
 * Where to go before this member of staff is signed in; null to stay. Only the one whose desk it is
 * continues here. In a window that nobody has used, an address from outside is kept.
 */
export const addressFor = (staffId: StaffId, session: Session): string | null => {
  const { lastStaffId, otherDesks } = session;
  if (lastStaffId === null || lastStaffId === staffId) return null;
  return otherDesks[staffId]?.address ?? EMPTY_DESK.address;
};
