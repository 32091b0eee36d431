import type { Transaction } from "#shared/commerce/transaction.ts";
import { type Cents, sumCents } from "#shared/kernel/money.ts";
import {
  addToDay,
  dayIn,
  firstInstantOf,
  type Instant,
  monthStartOf,
  type TimeZone,
} from "#shared/kernel/time.ts";

/** What was spent in a month, less returns, in the tenant's currency. */
export type MonthSpend = {
  readonly startsAt: Instant;
  readonly spentCents: Cents;
  /** The month isn't over. */
  readonly isRunning: boolean;
};

const MONTHS = 12;

/**
 * What the purchases come to in each of the last twelve months, the running one last. Void ones and
 * those in another currency don't count.
 */
export const spendByMonth = (
  purchases: readonly Transaction[],
  {
    now,
    zone,
    currency,
  }: { readonly now: Instant; readonly zone: TimeZone; readonly currency: string },
): readonly MonthSpend[] => {
  const counted = purchases.filter((each) => !each.isVoid && each.currency === currency);
  const running = monthStartOf(dayIn(now, zone));
  return Array.from({ length: MONTHS }, (_, place) => {
    const month = addToDay(running, { months: place - MONTHS + 1 });
    return {
      startsAt: firstInstantOf(month, zone),
      spentCents: sumCents(
        counted
          .filter(
            ({ transactedAt, timezone }) => monthStartOf(dayIn(transactedAt, timezone)) === month,
          )
          .map(({ totalCents }) => totalCents),
      ),
      isRunning: month === running,
    };
  });
};
