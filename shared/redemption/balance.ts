import { pointsToCents } from "#shared/incentive/point.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import { addCents, type Cents, cents, sumCents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Lot, spendableLots } from "#shared/ledger/lot.ts";

/** What a profile holds at a moment (DOMAIN §11.1). */
export type Balances = {
  readonly rewardCents: Cents;
  readonly points: number;
  readonly pointCents: Cents;
  /** Rewards and points together: what can be redeemed. */
  readonly combinedCents: Cents;
  /** The lot that expires next; null when none does. */
  readonly nextExpiry: Lot | null;
};

/** Adds up the lots that can be spent at `at` ([R1], [R2]). Points are worth what their definition says now. */
export const balancesOf = (account: Account, programme: Programme, at: Instant): Balances => {
  const lots = spendableLots(account.lots, at);
  const rewardCents = cents(totalOf(lots.filter((lot) => lot.unit === "reward")));
  const points = totalOf(lots.filter((lot) => lot.unit === "point"));
  const pointCents = sumCents(
    programme.pointDefinitions.map((definition) =>
      pointsToCents(
        totalOf(lots.filter((lot) => lot.unit === "point" && lot.definitionId === definition.id)),
        definition,
      ),
    ),
  );
  return {
    rewardCents,
    points,
    pointCents,
    combinedCents: addCents(rewardCents, pointCents),
    nextExpiry: lots.find((lot) => lot.expiresAt !== null) ?? null,
  };
};

const totalOf = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.remaining, 0);
