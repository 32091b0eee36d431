import { z } from "zod";
import { HUNDREDTHS, type PointDefinition, pointsToCents } from "#shared/incentive/points/point.ts";
import { type Cents, negateCents, subtractCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { freezeReasonSchema } from "#shared/ledger/freeze.ts";
import { type Lot, lotStamp, spendableLots } from "#shared/ledger/lot.ts";
import { decideIssueReward, issueRewardRefusalSchema } from "./issue-reward.ts";
import type { RewardDefinition } from "./reward.ts";

/** Why points can't be exchanged, in order of precedence. Points are in hundredths. */
export const exchangeRefusalSchema = z.union([
  z.object({ reason: z.literal("account_frozen"), frozenFor: freezeReasonSchema }),
  /** The reward has no price in points. */
  z.object({ reason: z.literal("not_exchangeable") }),
  z.object({ reason: z.literal("insufficient_points"), available: z.int(), price: z.int() }),
  issueRewardRefusalSchema,
]);
type ExchangeRefusal = z.infer<typeof exchangeRefusalSchema>;

/**
 * Decides to exchange points for a reward of its definition's value, in one command (DOMAIN §7.5,
 * SPEC.md [W8]): the reward's lot, then what pays for it, from the points that expire first.
 */
export const decideExchange = (
  account: Account,
  { reward, points }: { readonly reward: RewardDefinition; readonly points: PointDefinition },
  rule: Attribution,
): Result<readonly EntryDraft[], ExchangeRefusal> => {
  if (account.freeze !== null) {
    return err({ reason: "account_frozen", frozenFor: account.freeze.reason });
  }
  if (reward.pointPrice === null) return err({ reason: "not_exchangeable" });
  const price = reward.pointPrice * HUNDREDTHS;
  const lots = pointLotsOf(account, points, rule.occurredAt);
  const available = lots.reduce((sum, lot) => sum + lot.remaining, 0);
  if (available < price) return err({ reason: "insufficient_points", available, price });
  const issued = decideIssueReward(account, reward, { ...rule, valueCents: null });
  if (!issued.ok) return issued;
  const paid = payWith(lots, price, points).map(
    ({ lot, amount, valueCents }, index): EntryDraft => ({
      ...entryStamp(account, rule, issued.value.length + index),
      ...lotStamp(lot),
      kind: "redeem",
      amount: -amount,
      valueCents: negateCents(valueCents),
      expiresAt: null,
    }),
  );
  return ok([...issued.value, ...paid]);
};

const pointLotsOf = (account: Account, { id }: PointDefinition, at: Instant): readonly Lot[] =>
  spendableLots(account.lots, at).filter(
    ({ unit, definitionId }) => unit === "point" && definitionId === id,
  );

type Payment = { readonly lot: Lot; readonly amount: number; readonly valueCents: Cents };

/** Valued as a total and not lot by lot ([P2]), so that all of it is worth what the price is. */
const payWith = (
  lots: readonly Lot[],
  price: number,
  definition: PointDefinition,
): readonly Payment[] => {
  const payments: Payment[] = [];
  let paid = 0;
  let worth = ZERO_CENTS;
  for (const lot of lots) {
    const amount = Math.min(lot.remaining, price - paid);
    if (amount === 0) break;
    paid += amount;
    const worthNow = pointsToCents(paid, definition);
    payments.push({ lot, amount, valueCents: subtractCents(worthNow, worth) });
    worth = worthNow;
  }
  return payments;
};
