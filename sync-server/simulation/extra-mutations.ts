import { vi } from "vitest";
import { ok } from "#shared/kernel/result.ts";
import type { Mutation } from "./mutation.ts";

/** Faults that only a world with extras can show. */
export const extraMutations: readonly Mutation[] = [
  {
    name: "what was redeemed for a sale before is forgotten",
    rule: /K3/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#sync-server/redemption/earlier-in-sale.ts"), async (original) => ({
        ...(await original()),
        earlierInSale: async () => null,
      })),
  },
  {
    name: "discounts have no limit in a sale",
    rule: /K3/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#shared/redemption/sale-limits.ts"), async (original) => ({
        ...(await original()),
        roomForDiscounts: () => null,
      })),
  },
  {
    name: "what went beyond the limits of a sale isn't reported",
    rule: /K6/,
    firstSeed: 54,
    plant: () =>
      vi.doMock(import("#shared/redemption/sale-limits.ts"), async (original) => ({
        ...(await original()),
        exceededSaleLimit: () => null,
      })),
  },
  {
    name: "a repeated request is done again",
    rule: /C5/,
    firstSeed: 119,
    plant: () =>
      vi.doMock(import("#sync-server/access/answer-once.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          answerOnce: (deps, input, kept, write) =>
            real.answerOnce(deps, { ...input, commandId: null }, kept, write),
        };
      }),
  },
  {
    name: "another answer is kept than was given",
    rule: /S5.*was answered/,
    firstSeed: 57,
    plant: () =>
      vi.doMock(import("#sync-server/storage/sync/command-store.ts"), async (original) => {
        const real = await original();
        const { refused } = await import("#sync-server/redemption/redeem-answer.ts");
        const verdict = { ok: false, error: refused("account_frozen") };
        return {
          ...real,
          appendCommand: (deps, command) =>
            real.appendCommand(
              deps,
              command.deviceId === null && command.kind === "redeem"
                ? { ...command, verdict }
                : command,
            ),
        };
      }),
  },
  {
    name: "a gift card pays with a wrong PIN",
    rule: /C6/,
    firstSeed: 61,
    plant: () =>
      vi.doMock(import("#sync-server/incentive/credits/open-gift-card.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          openGiftCard: (deps, card) => real.openGiftCard(deps, { ...card, pin: "right" }),
        };
      }),
  },
  {
    name: "a gift card pays although another checkout holds it",
    rule: /C7/,
    firstSeed: 17,
    plant: () =>
      vi.doMock(import("#shared/incentive/credits/gift-card.ts"), async (original) => ({
        ...(await original()),
        isHeldByAnother: () => false,
      })),
  },
  {
    name: "credit pays although another checkout holds it",
    rule: /C10/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#sync-server/incentive/credits/credit-hold.ts"), async (original) => ({
        ...(await original()),
        withoutHeldCredit: async (_deps, account) => account,
      })),
  },
  {
    name: "a device isn't sent what counts for tiers",
    rule: /T15/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#shared/incentive/tiers/device-standings.ts"), async (original) => ({
        ...(await original()),
        deviceTiersOf: () => null,
      })),
  },
  {
    name: "a benefit holds one use too many",
    rule: /N1/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#shared/incentive/benefits/issue-benefit.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          decideIssueBenefit: (account, definition, request) => {
            const maxRedemptions = (definition.maxRedemptions ?? 0) + 1;
            return real.decideIssueBenefit(account, { ...definition, maxRedemptions }, request);
          },
        };
      }),
  },
  {
    name: "a benefit can be claimed again",
    rule: /N4/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#shared/incentive/benefits/claim-benefit.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          claimRefusal: (definition, claim) =>
            real.claimRefusal(definition, { ...claim, earlier: "none" }),
        };
      }),
  },
  {
    name: "the uses of all benefits together aren't counted",
    rule: /N6/,
    firstSeed: 45,
    plant: () =>
      vi.doMock(
        import("#sync-server/storage/incentive/benefits/benefit-count-store.ts"),
        async (original) => ({
          ...(await original()),
          lockBenefitUses: async () => 0,
        }),
      ),
  },
  {
    name: "a claim on a sale that somebody has isn't rejected",
    rule: /J2/,
    firstSeed: 24,
    plant: () =>
      vi.doMock(
        import("#sync-server/storage/commerce/transaction-claim-store.ts"),
        async (original) => {
          const real = await original();
          return {
            ...real,
            settleClaim: async (deps, id, settled) =>
              settled.status !== "rejected" && (await real.settleClaim(deps, id, settled)),
          };
        },
      ),
  },
  {
    name: "a return leaves a debt beyond its limit",
    rule: /P11/,
    firstSeed: 6,
    plant: () =>
      vi.doMock(import("#shared/incentive/points/move-points.ts"), async (original) => {
        const real = await original();
        return {
          ...real,
          draftTakeBack: (account, move) =>
            real.draftTakeBack(account, {
              ...move,
              definition: { ...move.definition, returnDebtMax: null },
            }),
        };
      }),
  },
  {
    name: "what staff take out of a list stays in it",
    rule: /X15/,
    firstSeed: 37,
    plant: () =>
      vi.doMock(import("#sync-server/clienteling/list-items.ts"), async (original) => ({
        ...(await original()),
        removeListItem: async () => ok(null),
      })),
  },
];

/** Every module that one of them replaces. */
export const EXTRA_MUTATED = [
  "#shared/incentive/benefits/claim-benefit.ts",
  "#shared/incentive/credits/gift-card.ts",
  "#shared/incentive/benefits/issue-benefit.ts",
  "#shared/incentive/points/move-points.ts",
  "#shared/incentive/tiers/device-standings.ts",
  "#shared/redemption/sale-limits.ts",
  "#sync-server/access/answer-once.ts",
  "#sync-server/clienteling/list-items.ts",
  "#sync-server/incentive/credits/credit-hold.ts",
  "#sync-server/incentive/credits/open-gift-card.ts",
  "#sync-server/redemption/earlier-in-sale.ts",
  "#sync-server/storage/incentive/benefits/benefit-count-store.ts",
  "#sync-server/storage/commerce/transaction-claim-store.ts",
] as const;
