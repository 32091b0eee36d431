import { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import { type Cents, cents, minCents, subtractCents } from "#shared/kernel/money.ts";
import { timesOver } from "#shared/kernel/times-over.ts";

/**
 * How a refund is shared between the tenders of its sale ([B2]): by what is left of each (`ratio`),
 * or from the `first` or the `last` one on.
 */
export const refundOrderSchema = z.enum(["ratio", "first", "last"]);
export type RefundOrder = z.infer<typeof refundOrderSchema>;

/**
 * The share of each tender in a refund, given what is left of each: in total exactly the amount,
 * which is no more than is left, and never more than is left of one. By ratio, the minor units that
 * don't divide go to the tenders that lose most by rounding, the earlier one first.
 */
export const splitRefund = (
  order: RefundOrder,
  left: readonly Cents[],
  amountCents: Cents,
): readonly Cents[] => {
  const total = left.reduce((sum, each) => sum + each, 0);
  assert(amountCents >= 0 && amountCents <= total, "a refund is no more than what is left");
  return SPLITS[order](left, amountCents);
};

type Split = (left: readonly Cents[], amountCents: Cents) => readonly Cents[];

const inOrder: Split = (left, amountCents) => {
  let open = amountCents;
  return left.map((each) => {
    const share = minCents(each, open);
    open = subtractCents(open, share);
    return share;
  });
};

const byRatio: Split = (left, amountCents) => {
  const total = left.reduce((sum, each) => sum + each, 0);
  if (total === 0) return left;
  const shares = left.map((each) => timesOver(amountCents, each, total));
  const lost = left.map((each, at) => ({
    at,
    rest: Number((BigInt(amountCents) * BigInt(each)) % BigInt(total)),
  }));
  const missing = amountCents - shares.reduce((sum, share) => sum + share, 0);
  const roundedUp = new Set(
    lost
      .sort((a, b) => b.rest - a.rest || a.at - b.at)
      .slice(0, missing)
      .map(({ at }) => at),
  );
  return shares.map((share, at) => cents(roundedUp.has(at) ? share + 1 : share));
};

const SPLITS: Readonly<Record<RefundOrder, Split>> = {
  ratio: byRatio,
  first: inOrder,
  last: (left, amountCents) => [...inOrder([...left].reverse(), amountCents)].reverse(),
};
