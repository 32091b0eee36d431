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
  readonly decision: Pick<PointDecision, "holder" | "changes" | "handedOver">;
};

/**
 * Changes the shop days of whoever holds a written transaction and its returns, and of whoever did
 * before ([A1]): a return counts for the holder of its sale, and a guest's transaction for nobody.
 */
export const moveShopDays = async (
  deps: WriteDeps,
  { id, before, fields, commandId, decision }: Written,
): Promise<void> => {
  const { holder, changes, handedOver } = decision;
  const heldBefore = changes[0]?.was?.holder ?? null;
  const daysOf = new Map<ProfileId, readonly ShopDay[]>();
  const add = (profileId: ProfileId | null, days: readonly ShopDay[]): void => {
    if (profileId !== null) daysOf.set(profileId, [...(daysOf.get(profileId) ?? []), ...days]);
  };
  add(heldBefore, shopDayChanges(before, null));
  add(holder, shopDayChanges(null, fields));
  for (const { record, from } of handedOver) {
    add(from, shopDayChanges(record, null));
    add(holder, shopDayChanges(null, record));
  }
  const occurredAt = before ? deps.now : fields.transactedAt;
  for (const [profileId, all] of daysOf) {
    const days = addShopDays(all);
    if (days.length === 0) continue;
    const context = { transactionId: id, days };
    deps.happened({ kind: "aggregation.updated", profileId, commandId, occurredAt, context });
    await addToShopDays(deps, profileId, days);
  }
};
