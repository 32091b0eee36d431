import { create } from "zustand";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";

const RECENT_MAX = 8;

/**
 * State that may be lost with the window: who is signed in and what they looked at. Never a
 * balance.
 */
export type Session = {
  readonly staffId: StaffId | null;
  /** Profiles opened in this window, the latest first. */
  readonly recentProfileIds: readonly ProfileId[];
  /** The text in the search box. */
  readonly query: string;
  /** Staff chose to start before the first pull was complete. */
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
  // Whoever signs in next starts with an empty search box.
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
