import { sql } from "kysely";
import type { RedemptionId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { ForeignAmounts } from "#shared/redemption/foreign-amounts.ts";
import { foreignAmountsColumn } from "#sync-server/storage/redemption/redemption-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** How much credit a redemption drew, and whether it was on a gift card. */
export type CreditDrawn = {
  readonly cents: Cents;
  readonly isCard: boolean;
  /** All that it redeemed, credit or not, if it was in another currency ([C3]). */
  readonly foreignAmounts: ForeignAmounts | null;
};

/** What these redemptions drew from credit; those that drew none are left out. */
export const readCreditDrawn = async (
  deps: ReadDeps,
  redemptionIds: readonly RedemptionId[],
): Promise<ReadonlyMap<RedemptionId, CreditDrawn>> => {
  if (redemptionIds.length === 0) return new Map();
  const { rows } = await sql<CreditRow>`
    select r.id, r.foreign_amounts, cast(-sum(e.value_cents) as bigint) as cents,
      count(c.id) as cards
    from redemptions r
    join ledger_entries e on e.tenant_id = r.tenant_id and e.command_id = r.command_id
      and e.kind = 'redeem' and e.unit = 'credit'
    left join gift_cards c on c.tenant_id = r.tenant_id and c.account_id = r.profile_id
    where r.tenant_id = ${deps.tenantId} and r.id in (${sql.join(redemptionIds)})
    group by r.id, r.foreign_amounts
  `.execute(deps.sql);
  return new Map(
    rows.map(({ id, cents, cards, foreign_amounts }) => [
      id,
      { cents, isCard: cards > 0, foreignAmounts: foreignAmountsColumn.decode(foreign_amounts) },
    ]),
  );
};

type CreditRow = {
  readonly id: RedemptionId;
  readonly cents: Cents;
  readonly cards: number;
  readonly foreign_amounts: string | null;
};
