import { Button } from "@mantine/core";
import type { ProfileView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { lotsSpentBy, lotWorth } from "#shared/redemption/unit.ts";
import { heldOf, PAY_WITH, type PayWith } from "./pay-with.ts";
import classes from "./redeem-form.module.css";

/** Amounts to tap: all of it, what expires next, and a few round ones. */
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
      variant="default"
      px="xs"
      disabled={isDisabled || amount <= 0 || amount > mostCents}
      className="numbers"
      onClick={() => onChoose(amount)}
    >
      {`${name} ${format.shortMoney(amount)}`.trim()}
    </Button>
  );
  const own = amountsOf(view, programme, payWith, mostCents);
  return (
    <>
      <div className={classes["wide"]}>{own.map(button)}</div>
      <div className={classes["quick"]}>{roundAmounts(format.currencyDigits).map(button)}</div>
    </>
  );
};

type QuickAmount = { readonly name: string; readonly amount: Cents };

/** 5, 10 and 20; or 500, 1,000 and 2,000 where the smallest coin is the unit. */
const roundAmounts = (digits: number): readonly QuickAmount[] =>
  [5, 10, 20].map((amount) => ({ name: "", amount: cents(amount * 10 ** (digits || 2)) }));

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
    { name: isAll ? "All" : "Most", amount: mostCents },
    ...(nextCents === 0 ? [] : [{ name: "Expires next", amount: nextCents }]),
  ];
};

const drawnFirst = (lots: readonly Lot[], strategies: readonly Strategy[]): readonly Lot[] =>
  strategies.map((strategy) => lotsSpentBy(strategy, lots)).find((own) => own.length > 0) ?? [];
