import { Button } from "@mantine/core";
import type { ProfileView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { lotsSpentBy, lotWorth } from "#shared/redemption/unit.ts";
import { heldOf, PAY_WITH, type PayWith } from "./pay-with.ts";
import classes from "./redeem-form.module.css";

/** Amounts to tap: all of it, what expires next, and a few round ones. None if nothing can be. */
export const QuickAmounts = ({
  view,
  programme,
  payWith,
  mostCents,
  isDisabled,
  onChoose,
}: {
  readonly view: ProfileView;
  readonly programme: Programme | null;
  readonly payWith: PayWith;
  /** The most that can be redeemed now. */
  readonly mostCents: Cents;
  readonly isDisabled: boolean;
  readonly onChoose: (amount: Cents) => void;
}) => {
  const format = useFormat();
  const button = ({ name, amount }: QuickAmount) => (
    <Button
      key={`${name} ${amount}`}
      size="sm"
      h={44}
      variant="default"
      px="xs"
      disabled={isDisabled || amount <= 0 || amount > mostCents}
      className="numbers"
      onClick={() => onChoose(amount)}
    >
      {QUICK[name](format.shortMoney(amount))}
    </Button>
  );
  if (mostCents <= 0) return null;
  return (
    <div className={`${classes["wide"]} ${classes["quick"]}`} data-strip>
      {[
        ...amountsOf(view, programme, payWith, mostCents),
        ...roundAmounts(format.currencyDigits),
      ].map(button)}
    </div>
  );
};

/** What staff read on each kind of amount. */
const QUICK = {
  all: (money: string) => say("redeem.all", { money }),
  most: (money: string) => say("redeem.most", { money }),
  expiring: (money: string) => say("redeem.expiring", { money }),
  round: (money: string) => money,
} as const;

type QuickAmount = { readonly name: keyof typeof QUICK; readonly amount: Cents };

/** 5, 10 and 20; or 500, 1,000 and 2,000 where the smallest coin is the unit. */
const roundAmounts = (digits: number): readonly QuickAmount[] =>
  [5, 10, 20].map((amount) => ({ name: "round", amount: cents(amount * 10 ** (digits || 2)) }));

/** All of it, or the most that is allowed now; and the lot that expires next. */
const amountsOf = (
  view: ProfileView,
  programme: Programme | null,
  payWith: PayWith,
  mostCents: Cents,
): readonly QuickAmount[] => {
  // Only the lots that are drawn first can be "expires next".
  const next = drawnFirst(view.lots, PAY_WITH[payWith].strategies).find(
    ({ expiresAt }) => expiresAt !== null,
  );
  const nextCents = next === undefined ? ZERO_CENTS : lotWorth(next, programme);
  const isAll = mostCents === heldOf(view.balances, payWith);
  return [
    { name: isAll ? "all" : "most", amount: mostCents },
    ...(nextCents === 0 ? [] : [{ name: "expiring", amount: nextCents } as const]),
  ];
};

const drawnFirst = (lots: readonly Lot[], strategies: readonly Strategy[]): readonly Lot[] =>
  strategies.map((strategy) => lotsSpentBy(strategy, lots)).find((own) => own.length > 0) ?? [];
