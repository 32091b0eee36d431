import { intoForeign, intoOwn } from "#shared/kernel/exchange-rate.ts";
import {
  AMOUNT_CENTS_MAX,
  addCents,
  type Cents,
  cents,
  minCents,
  subtractCents,
  sumCents,
} from "#shared/kernel/money.ts";
import type { ForeignAmounts } from "./foreign-amounts.ts";

/** A redemption or a return of it, in the ledger's currency and the one it was asked for in. */
type Redeemed = { readonly totalCents: Cents; readonly foreignAmounts: ForeignAmounts | null };

/** What a return asks for: an amount or, of a whole sale, what the goods cost. */
type Asked = { readonly amountCents: Cents; readonly saleCents: Cents | null };

/** The same in the ledger's currency. */
export type ForeignReturn = Asked & {
  /** Its amounts in the currency of the redemption, once it is known what is given back. */
  readonly foreignOf: (totalCents: Cents) => ForeignAmounts | null;
};

/**
 * What a return asks for, in the ledger's currency ([B6]). In the currency of its redemption, that
 * is at the rate which the redemption kept, whatever the rate is today; and by the running total of
 * its returns there, so that all parts together come to the whole. Null if `currency` is neither
 * that nor the tenant's, `own`.
 */
export const foreignReturn = (
  asked: Asked & { readonly currency: string | null },
  redeemed: Redeemed,
  returns: readonly Redeemed[],
  own: string,
): ForeignReturn | null => {
  const { foreignAmounts } = redeemed;
  const { amountCents, saleCents, currency } = asked;
  const isOwn = currency === null || currency === own;
  if (foreignAmounts === null) return isOwn ? { ...asked, foreignOf: () => null } : null;
  const past = { redeemed: { ...redeemed, foreignAmounts }, returns };
  if (isOwn) {
    const refundCents = saleCents && intoForeign(amountCents, foreignAmounts);
    const foreignOf = (given: Cents) => foreignOfReturn(past, given, { refundCents });
    return { amountCents, saleCents, foreignOf };
  }
  if (currency !== foreignAmounts.from) return null;
  const ours = (amount: Cents) => intoOwn(amount, foreignAmounts) ?? cents(AMOUNT_CENTS_MAX);
  const before = sumOf(returns, saleCents === null ? "totalCents" : "requestedCents");
  const wanted = subtractCents(ours(addCents(before, amountCents)), ours(before));
  return {
    amountCents: wanted,
    saleCents: saleCents && ours(saleCents),
    foreignOf: (given) =>
      foreignOfReturn(past, given, {
        refundCents: saleCents && amountCents,
        givenCents: given === wanted ? amountCents : null,
      }),
  };
};

/** The last return comes to what the others left of it there, unless it asked for less. */
const foreignOfReturn = (
  {
    redeemed,
    returns,
  }: {
    readonly redeemed: Redeemed & { readonly foreignAmounts: ForeignAmounts };
    readonly returns: readonly Redeemed[];
  },
  totalCents: Cents,
  known: {
    /** What the goods cost, if it is a share of that. */
    readonly refundCents: Cents | null;
    /** What is given back, if it is what was asked for. */
    readonly givenCents?: Cents | null;
  },
): ForeignAmounts => {
  const { foreignAmounts } = redeemed;
  const left = subtractCents(foreignAmounts.totalCents, sumOf(returns, "totalCents"));
  const given = sumCents([totalCents, ...returns.map((each) => each.totalCents)]);
  const isLast = given === redeemed.totalCents;
  const worth = isLast ? left : intoForeign(totalCents, foreignAmounts);
  const shown = minCents(known.givenCents ?? worth, left);
  return { ...foreignAmounts, totalCents: shown, requestedCents: known.refundCents ?? shown };
};

const sumOf = (returns: readonly Redeemed[], amount: "requestedCents" | "totalCents"): Cents =>
  sumCents(returns.flatMap(({ foreignAmounts }) => foreignAmounts?.[amount] ?? []));
