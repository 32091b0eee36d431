import { create } from "zustand";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";

const RECENT_MAX = 8;

/** What may die with the window: who is signed in, what was looked at. Never a balance. */
export type Session = {
  readonly staffId: StaffId | null;
  /** Profiles opened since the window was, the latest first. */
  readonly recentProfileIds: readonly ProfileId[];
  /** What is in the search box. */
  readonly query: string;
  /** Staff chose to start before the first pull was whole. */
  readonly startedEarly: boolean;
  /** The one-time code that this window has enrolled with. */
  readonly usedEnrolCode: string | null;
  readonly signIn: (staffId: StaffId) => void;
  readonly signOut: () => void;
  readonly rememberProfile: (profileId: ProfileId) => void;
  readonly setQuery: (query: string) => void;
  readonly startEarly: () => void;
  readonly spendEnrolCode: (code: string) => void;
};

export const useSession = create<Session>()((set) => ({
  staffId: null,
  recentProfileIds: [],
  query: "",
  startedEarly: false,
  usedEnrolCode: null,
  // The next person starts with an empty box, and without the looks of the one before.
  signIn: (staffId) =>
    set((session) => (session.staffId === staffId ? { staffId } : { staffId, query: "" })),
  signOut: () => set({ staffId: null }),
  rememberProfile: (profileId) =>
    set(({ recentProfileIds }) => ({
      recentProfileIds: [
        profileId,
        ...recentProfileIds.filter((recent) => recent !== profileId),
      ].slice(0, RECENT_MAX),
    })),
  setQuery: (query) => set({ query }),
  startEarly: () => set({ startedEarly: true }),
  spendEnrolCode: (usedEnrolCode) => set({ usedEnrolCode }),
}));
