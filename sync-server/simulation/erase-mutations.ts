import { vi } from "vitest";
import type { Mutation } from "./mutation.ts";

/** Faults that only a world shows in which people are deleted and erased. */
export const eraseMutations: readonly Mutation[] = [
  {
    name: "what is held of an erased person stays",
    rule: /I15/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#sync-server/storage/profile/erase-store.ts"), async (original) => ({
        ...(await original()),
        eraseRows: async () => {},
      })),
  },
  {
    name: "what an erased person held doesn't end",
    rule: /I16/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#shared/ledger/end-held.ts"), () => ({ draftEndHeld: () => [] })),
  },
  {
    name: "devices aren't told who is gone",
    rule: /I17/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#sync-server/storage/sync/config-feed.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          touchConfig: (deps, fact) => {
            if (fact.kind !== "erased") real.touchConfig(deps, fact);
          },
        };
      }),
  },
  {
    name: "what happens to an account after its owner is gone is sent to devices",
    rule: /I17/,
    firstSeed: 166,
    plant: () =>
      vi.doMock(import("#sync-server/profile/profile-touch.ts"), async (original) => {
        const { profileTouch } = await original();
        return {
          profileTouch: (profile, collection, docId) =>
            profileTouch({ ...profile, profileType: "active" }, collection, docId),
        };
      }),
  },
  {
    name: "a backup brings back who was erased since",
    rule: /I18/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#sync-server/merging/erase-again.ts"), () => ({
        eraseAgain: async () => false,
      })),
  },
];

/** Every module that one of them replaces. */
export const ERASE_MUTATED = [
  "#shared/ledger/end-held.ts",
  "#sync-server/merging/erase-again.ts",
  "#sync-server/profile/profile-touch.ts",
  "#sync-server/storage/profile/erase-store.ts",
  "#sync-server/storage/sync/config-feed.ts",
] as const;
