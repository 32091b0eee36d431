import { afterEach, describe, expect, test, vi } from "vitest";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { ok } from "#shared/kernel/result.ts";
import { ERASE_MUTATED, eraseMutations } from "./erase-mutations.ts";
import { EXTRA_MUTATED, extraMutations } from "./extra-mutations.ts";
import type { Mutation } from "./mutation.ts";

/**
 * A simulation that nothing can fail proves nothing. Each mutation breaks one rule in the real
 * code, and the simulation must find that rule broken within this many seeds, from its first one
 * on.
 */
const SEEDS_MAX = 60;

const mutations: readonly Mutation[] = [
  {
    name: "an answered command isn't recognised",
    rule: /S5|S2/,
    plant: () =>
      vi.doMock(import("#sync-server/storage/sync/command-store.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          readCommandReferences: async (deps, command) => ({
            ...(await real.readCommandReferences(deps, command)),
            answered: null,
          }),
        };
      }),
  },
  {
    name: "an answered command is decided again, as a new one",
    rule: /S5/,
    plant: () =>
      vi.doMock(import("#sync-server/sync/handle-command.ts"), async (original) => {
        const { handleCommand } = await original();
        const { decideCommand } = await import("#sync-server/sync/decide-command.ts");
        const { readCommandReferences } = await import(
          "#sync-server/storage/sync/command-store.ts"
        );
        const { lockDevice } = await import("#sync-server/storage/access/device-store.ts");
        const { commandIdSchema } = await import("#shared/kernel/ids.ts");
        return {
          handleCommand: async (deps, input) => {
            const { reading } = input.received;
            if (reading.status === "read" && reading.command.kind === "redeem") {
              const { command } = reading;
              const { deviceId } = input;
              const references = await readCommandReferences(deps, { ...command, deviceId });
              const device = await lockDevice(deps, deviceId);
              if (references.answered && device) {
                const commandId = commandIdSchema.parse(deps.newId());
                const place = { epoch: command.deviceEpoch, seq: command.deviceSeq };
                const reach = { device, references, place, at: deps.now, contactAt: null };
                await decideCommand(deps, { ...command, commandId }, reach);
              }
            }
            return handleCommand(deps, input);
          },
        };
      }),
  },
  {
    name: "a device that may only redeem online goes on redeeming at risk",
    rule: /S21/,
    firstSeed: 20,
    plant: () =>
      vi.doMock(import("#shared/sync/standing.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          standingOf: (input) =>
            real.standingOf({ ...input, server: { ...input.server, isOnlineOnly: false } }),
        };
      }),
  },
  {
    name: "a repeat gets a verdict with its own time",
    rule: /S5/,
    plant: () =>
      vi.doMock(import("#sync-server/sync/handle-command.ts"), async (original) => {
        const { handleCommand } = await original();
        return {
          handleCommand: async (deps, input) => {
            const handled = await handleCommand(deps, input);
            if (handled.status !== "answered") return handled;
            return { ...handled, verdict: { ...handled.verdict, recordedAt: deps.now } };
          },
        };
      }),
  },
  {
    name: "commands of a device are processed in any order",
    rule: /S2/,
    firstSeed: 27,
    plant: () =>
      vi.doMock(import("#sync-server/storage/access/device-store.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          takeDevicePlace: async (deps, id, place) => {
            const taken = await real.takeDevicePlace(deps, id, place);
            const device = taken ?? (await real.lockDevice(deps, id));
            return device && { ...device, nextDeviceSeq: place.seq + 1 };
          },
        };
      }),
  },
  {
    name: "the lot that expires last is spent first",
    rule: /R3/,
    plant: () =>
      vi.doMock(import("#shared/ledger/lot.ts"), async (original) => {
        const real = await original();
        return { ...real, spendableLots: (lots, at) => real.spendableLots(lots, at).toReversed() };
      }),
  },
  {
    name: "lots can be spent after their expiry",
    rule: /R2/,
    firstSeed: 2,
    plant: () =>
      vi.doMock(import("#shared/ledger/lot.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          spendableLots: (lots, at) =>
            lots
              .filter((lot) => lot.remaining > 0 && lot.activeAt <= at)
              .toSorted((a, b) => real.compareLots(a, b)),
        };
      }),
  },
  {
    name: "no redemption is refused for insufficient balance",
    rule: /R5|F8/,
    plant: () =>
      vi.doMock(import("#shared/redemption/decide.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          decideRedeem: (account, programme, request) =>
            real.decideRedeem(account, programme, { ...request, whenShort: "honour" }),
        };
      }),
  },
  {
    name: "the server redeems from frozen accounts",
    rule: /Z1/,
    firstSeed: 2,
    plant: () =>
      vi.doMock(import("#shared/redemption/decide.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          decideRedeem: (account, programme, request) =>
            real.decideRedeem({ ...account, freeze: null }, programme, request),
        };
      }),
  },
  {
    name: "a device that knows of a freeze goes on redeeming at risk",
    rule: /Z2/,
    firstSeed: 20,
    plant: () =>
      vi.doMock(import("#shared/sync/standing.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          standingOf: (input) => {
            const standing = real.standingOf(input);
            return { ...standing, account: { ...standing.account, freeze: null } };
          },
        };
      }),
  },
  {
    name: "the server doesn't stop what is one too many in an hour",
    rule: /H3/,
    plant: () =>
      vi.doMock(import("#sync-server/access/meter-velocity.ts"), async (original) => {
        const real = await original();
        return {
          meterVelocity: async (deps, limits, act) => {
            await real.meterVelocity(deps, limits, act);
            return ok(null);
          },
        };
      }),
  },
  {
    name: "a device redeems more in an hour than it may",
    rule: /H5/,
    firstSeed: 16,
    plant: () =>
      vi.doMock(import("#shared/redemption/velocity.ts"), async (original) => ({
        ...(await original()),
        blockedByVelocity: () => null,
      })),
  },
  {
    name: "a device forgets its redemptions once they are done",
    rule: /H5/,
    firstSeed: 16,
    plant: () =>
      vi.doMock(import("#shared/sync/last-redemptions.ts"), () => ({ lastRedemptions: () => [] })),
  },
  {
    name: "what the account doesn't hold isn't reported as a shortfall",
    rule: /R[45]/,
    firstSeed: 16,
    plant: () =>
      vi.doMock(import("#shared/redemption/decide.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          decideRedeem: (account, programme, request) => {
            const whenShort = request.whenShort === "honour" ? "partly" : request.whenShort;
            return real.decideRedeem(account, programme, { ...request, whenShort });
          },
        };
      }),
  },
  {
    name: "a command is judged by the device's unclamped clock",
    rule: /S8/,
    plant: () =>
      vi.doMock(import("#sync-server/sync/judged-at.ts"), () => ({
        judgedAt: ({ occurredAt }) => ({ at: occurredAt, wasClamped: false }),
      })),
  },
  {
    name: "a back-dated command is judged by what its device says of the last contact",
    rule: /S8/,
    plant: () =>
      vi.doMock(
        import("#sync-server/storage/access/device-contact-store.ts"),
        async (original) => ({
          ...(await original()),
          readCommandContacts: async () => ({ beforeAt: null, reportedAt: null }),
        }),
      ),
  },
  {
    name: "a device trusts its own clock",
    rule: /S18/,
    plant: () =>
      vi.doMock(import("#shared/sync/device-time.ts"), async (original) => ({
        ...(await original()),
        deviceTime: (_anchor, { wall }) => ({
          at: wall,
          didClockGoBack: false,
          didClocksPart: false,
        }),
      })),
  },
  {
    name: "a device may do anything",
    rule: /S21/,
    firstSeed: 9,
    plant: () =>
      vi.doMock(import("#sync-server/sync/device-reach.ts"), async (original) => ({
        ...(await original()),
        beyondReach: async () => null,
      })),
  },
  {
    name: "floor limits aren't checked",
    rule: /F\d/,
    plant: () =>
      vi.doMock(import("#shared/redemption/floor-limits.ts"), async (original) => ({
        ...(await original()),
        checkFloorLimits: () => ok(null),
      })),
  },
  {
    name: "the allowance is reset by every redemption",
    rule: /F7/,
    firstSeed: 36,
    plant: () =>
      vi.doMock(import("#shared/redemption/floor-limits.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          checkFloorLimits: (limits, exposure, amountCents) =>
            real.checkFloorLimits(limits, { ...exposure, deviceCents: ZERO_CENTS }, amountCents),
        };
      }),
  },
  {
    name: "pending redemptions aren't subtracted from the balance",
    rule: /F2/,
    firstSeed: 36,
    plant: () =>
      vi.doMock(import("#shared/sync/pending.ts"), async (original) => ({
        ...(await original()),
        projectPending: (confirmed) => confirmed,
      })),
  },
  {
    name: "answered redemptions are assumed to be in the facts",
    rule: /F2/,
    firstSeed: 3,
    plant: () =>
      vi.doMock(import("#shared/sync/on-top.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          commandsOnAccount: (held, account) =>
            real.commandsOnAccount(
              held.filter(({ state }) => state === "pending"),
              account,
            ),
        };
      }),
  },
  {
    name: "facts lost in a power cut aren't noticed",
    rule: /F2/,
    firstSeed: 26,
    plant: () =>
      vi.doMock(import("#shared/sync/on-top.ts"), async (original) => ({
        ...(await original()),
        isMissingFromFacts: () => false,
      })),
  },
  {
    name: "a change to an account isn't a fact",
    rule: /S11/,
    firstSeed: 7,
    plant: () =>
      vi.doMock(import("#sync-server/storage/sync/touch-feed.ts"), async (original) => {
        const real = await original();
        return {
          touchFeed: (deps, touches) =>
            real.touchFeed(
              deps,
              touches.filter(({ collection }) => collection !== "accounts" || deps.now % 4 !== 0),
            ),
        };
      }),
  },
  {
    name: "a region's devices aren't told what leaves it",
    rule: /S11|S13/,
    firstSeed: 26,
    plant: () =>
      vi.doMock(import("#sync-server/profile/profile-feed.ts"), async (original) => ({
        ...(await original()),
        withdrawProfile: async () => undefined,
      })),
  },
  {
    name: "later commands for a refused profile go nowhere",
    rule: /S10/,
    firstSeed: 131,
    plant: () =>
      vi.doMock(import("#sync-server/storage/profile/profile-store.ts"), async (original) => ({
        ...(await original()),
        appendAlias: async () => undefined,
      })),
  },
  {
    name: "lots aren't drawn in the projection",
    rule: /L4|L3/,
    plant: () =>
      vi.doMock(import("#sync-server/storage/ledger/lot-store.ts"), async (original) => ({
        ...(await original()),
        updateLotsRemaining: async () => undefined,
      })),
  },
  {
    name: "the next expiry isn't written",
    rule: /D1/,
    plant: () =>
      vi.doMock(import("#sync-server/storage/due-store.ts"), async (original) => ({
        ...(await original()),
        setDue: async () => {},
      })),
  },
  {
    name: "a budget lets more be issued than it has",
    rule: /G3/,
    firstSeed: 9,
    plant: () =>
      vi.doMock(import("#shared/incentive/budget.ts"), async (original) => ({
        ...(await original()),
        limitReached: () => null,
      })),
  },
  {
    name: "what comes back isn't given back to its budget",
    rule: /G4/,
    firstSeed: 9,
    plant: () =>
      vi.doMock(import("#sync-server/storage/incentive/budget-store.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          addBudgetUses: (deps, added) =>
            real.addBudgetUses(
              deps,
              added.filter((row) => row.cents >= 0),
            ),
        };
      }),
  },
];

/** Every module that a mutation above replaces. */
const MUTATED = [
  "#shared/incentive/budget.ts",
  "#shared/ledger/lot.ts",
  "#shared/redemption/decide.ts",
  "#shared/redemption/floor-limits.ts",
  "#shared/redemption/velocity.ts",
  "#shared/sync/device-time.ts",
  "#shared/sync/last-redemptions.ts",
  "#shared/sync/on-top.ts",
  "#shared/sync/pending.ts",
  "#shared/sync/standing.ts",
  "#sync-server/access/meter-velocity.ts",
  "#sync-server/profile/profile-feed.ts",
  "#sync-server/storage/incentive/budget-store.ts",
  "#sync-server/storage/sync/command-store.ts",
  "#sync-server/storage/access/device-contact-store.ts",
  "#sync-server/storage/access/device-store.ts",
  "#sync-server/storage/due-store.ts",
  "#sync-server/storage/sync/touch-feed.ts",
  "#sync-server/storage/ledger/lot-store.ts",
  "#sync-server/storage/profile/profile-store.ts",
  "#sync-server/sync/handle-command.ts",
  "#sync-server/sync/judged-at.ts",
];

describe("the simulation finds out that", () => {
  afterEach(() => {
    for (const module of [...MUTATED, ...EXTRA_MUTATED, ...ERASE_MUTATED]) vi.doUnmock(module);
    vi.resetModules();
  });

  test.for([...mutations, ...extraMutations, ...eraseMutations])(
    "$name",
    async ({ rule, firstSeed = 1, plant }) => {
      vi.resetModules();
      plant();
      const { runSeed } = await import("./run-seed.ts");
      const found: string[] = [];
      let tried = 0;
      while (!rule.test(found.join("\n")) && tried < SEEDS_MAX)
        found.push(...(await runSeed(firstSeed + tried++)).violations);
      expect(found.join("\n"), `after ${tried} seeds from ${firstSeed}`).toMatch(rule);
    },
  );
});
