import {
  addShopDays,
  type CountedTransaction,
  type ShopDay,
  shopDayChanges,
} from "#shared/commerce/shop-day.ts";
import type { CommandId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { addToShopDays } from "#sync-server/storage/commerce/shop-day-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { PointDecision } from "./decide-points.ts";

/** A transaction that has been written, and who holds it and its returns. */
type Written = {
  readonly id: TransactionId;
  readonly before: TransactionRecord | null;
  readonly fields: CountedTransaction;
  readonly commandId: CommandId;
  readonly decision: Pick<PointDecision, "own" | "returns">;
};

/**
 * Changes the shop days of those who hold a written transaction and its returns now, and of those
 * who held them before ([A1]). What nobody holds counts for nobody. Returns whose days changed:
 * their devices are to know ([A11]).
 */
export const moveShopDays = async (
  deps: WriteDeps,
  { id, before, fields, commandId, decision }: Written,
): Promise<readonly ProfileId[]> => {
  const { own, returns } = decision;
  const daysOf = new Map<ProfileId, readonly ShopDay[]>();
  const add = (profileId: ProfileId | null, days: readonly ShopDay[]): void => {
    if (profileId !== null) daysOf.set(profileId, [...(daysOf.get(profileId) ?? []), ...days]);
  };
  add(own.was?.holder ?? null, shopDayChanges(before, null));
  add(own.is.holder, shopDayChanges(null, fields));
  for (const { record, was, is } of returns) {
    add(was.holder, shopDayChanges(record, null));
    add(is.holder, shopDayChanges(null, record));
  }
  const occurredAt = before ? deps.now : fields.transactedAt;
  const changed = [...daysOf]
    .map(([profileId, all]) => ({ profileId, days: addShopDays(all) }))
    .filter(({ days }) => days.length > 0);
  for (const { profileId, days } of changed) {
    const context = { transactionId: id, days };
    deps.happened({ kind: "aggregation.updated", profileId, commandId, occurredAt, context });
    await addToShopDays(deps, profileId, days);
  }
  return changed.map(({ profileId }) => profileId);
};
