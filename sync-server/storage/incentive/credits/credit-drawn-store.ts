import { sql } from "kysely";
import type { RedemptionId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** How much credit a redemption drew, and whether it was on a gift card. */
export type CreditDrawn = { readonly cents: Cents; readonly isCard: boolean };

/** What these redemptions drew from credit; those that drew none are left out. */
export const readCreditDrawn = async (
  deps: ReadDeps,
  redemptionIds: readonly RedemptionId[],
): Promise<ReadonlyMap<RedemptionId, CreditDrawn>> => {
  if (redemptionIds.length === 0) return new Map();
  const { rows } = await sql<CreditRow>`
    select r.id, cast(-sum(e.value_cents) as bigint) as cents, count(c.id) as cards
    from redemptions r
    join ledger_entries e on e.tenant_id = r.tenant_id and e.command_id = r.command_id
      and e.kind = 'redeem' and e.unit = 'credit'
    left join gift_cards c on c.tenant_id = r.tenant_id and c.account_id = r.profile_id
    where r.tenant_id = ${deps.tenantId} and r.id in (${sql.join(redemptionIds)})
    group by r.id
  `.execute(deps.sql);
  return new Map(rows.map(({ id, cents, cards }) => [id, { cents, isCard: cards > 0 }]));
};

type CreditRow = { readonly id: RedemptionId; readonly cents: Cents; readonly cards: number };
