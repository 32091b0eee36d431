import { z } from "zod";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { SaleLimits } from "#shared/redemption/sale-limits.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { lettersOf } from "./check-claims.ts";
import type { Records } from "./records.ts";

const DAY_MS = 86_400_000;

/** What one redemption took, for which sale; null for none that is named. */
type Taken = {
  readonly redemptionId: number;
  readonly commandId: string;
  readonly sale: string | null;
  readonly at: number;
  readonly discount: number;
  readonly credit: number;
  readonly basket: number | null;
  /** A device did it before the server knew. */
  readonly isDone: boolean;
  isReversed: boolean;
};

/**
 * [K1] to [K6]: goes through what happened in order, and adds up what was redeemed for each sale.
 * Nothing that the server decided exceeds the limits. What a device had done already may, and what
 * a sale links that turned out smaller: both are reported, and nothing else is.
 */
export const checkSales = (history: History, records: Records, limits: SaleLimits): void => {
  const taken: Taken[] = [];
  const reported = reportsIn(records);
  for (const { kind, command_id: commandId, context } of records.events) {
    if (kind === "redemption.reversed") {
      const { redemptionId: id } = reversedSchema.parse(JSON.parse(context));
      const reversed = taken.find(({ redemptionId }) => redemptionId === id);
      if (reversed) reversed.isReversed = true;
    }
    if (kind === "transaction.created") {
      const { transactionId } = transactionSchema.parse(JSON.parse(context));
      checkLink(history, records, limits, { transactionId, taken });
    }
    if (kind !== "redemption.created" || commandId === null) continue;
    const own = takenBy(history, records, commandId);
    if (!own) continue;
    checkOne(history, limits, { own, taken, isReported: reported.has(commandId) });
    taken.push(own);
  }
};

const checkOne = (
  history: History,
  limits: SaleLimits,
  {
    own,
    taken,
    isReported,
  }: { readonly own: Taken; readonly taken: readonly Taken[]; readonly isReported: boolean },
): void => {
  const { commandId, sale, at, basket } = own;
  const earlier = taken.filter(
    (each) => sale !== null && each.sale === sale && !each.isReversed && each.at > at - DAY_MS,
  );
  const all = [...earlier, own];
  const discount = all.reduce((sum, each) => sum + each.discount, 0);
  const total = discount + all.reduce((sum, each) => sum + each.credit, 0);
  const room = roomFor(limits, basket);
  const isOver = (basket !== null && total > basket) || (room !== null && discount > room);
  const isOverNow = isOver && (own.discount > 0 || (basket !== null && total > basket));
  const text = `${commandId} took ${discount} and ${total} of ${basket} for ${sale}`;
  if (!own.isDone && isOverNow) history.violate(`[K3] ${text}, at most ${room}`);
  if (own.isDone && isOver !== isReported) history.violate(`[K6] ${text}, reported ${isReported}`);
  if (!own.isDone && isReported) history.violate(`[K6] ${text} is reported, but was decided`);
  if (isReported) history.count("redeemed beyond the limits of a sale");
  if (earlier.length > 0) history.count("redeemed again for a sale");
};

/** [K6] A sale that links a redemption came to its total with what discounts took off it. */
const checkLink = (
  history: History,
  records: Records,
  limits: SaleLimits,
  { transactionId, taken }: { readonly transactionId: number; readonly taken: readonly Taken[] },
): void => {
  const sale = records.transactions.find(({ id }) => id === transactionId);
  const linked = taken.find(({ redemptionId }) => redemptionId === sale?.redemption_id);
  if (!sale || !linked) return;
  const all = taken
    .filter((each) => each.sale === linked.sale && !each.isReversed)
    .filter(({ at }) => at > linked.at - DAY_MS);
  const discount = all.reduce((sum, each) => sum + each.discount, 0);
  const total = discount + all.reduce((sum, each) => sum + each.credit, 0);
  const basket = sale.total_cents + discount;
  const room = roomFor(limits, basket);
  const isOver = total > basket || (room !== null && discount > room);
  const isReported = linksReported(records).has(transactionId);
  if (isOver !== isReported) {
    const text = `sale ${sale.external_id} links ${discount} and ${total} of ${basket}`;
    history.violate(`[K6] ${text}, reported ${isReported}`);
  }
  if (isReported) history.count("sale linked beyond its limits");
};

/** The most that discounts may take off; null if nothing limits it. */
const roomFor = (
  { minBasketCents, maxSharePercent, maxPerSaleCents }: SaleLimits,
  basket: number | null,
): number | null => {
  const rooms = [
    maxPerSaleCents,
    basket !== null && basket < minBasketCents ? 0 : null,
    basket === null ? null : Math.floor((basket * maxSharePercent) / 100),
  ].filter((room) => room !== null);
  return rooms.length === 0 ? null : Math.min(...rooms);
};

const takenBy = (history: History, records: Records, commandId: string): Taken | null => {
  const row = records.redemptions.find((each) => each.command_id === commandId);
  if (!row) return null;
  const id = commandIdSchema.parse(commandId);
  const command = history.made.get(id)?.command;
  const asked = history.asked.get(id);
  const entries = [...records.chains.values()]
    .flat()
    .filter((entry) => entry.commandId === commandId && entry.kind === "redeem");
  const ref = row.transaction_receipt_ref;
  const isRedeem = command?.kind === "redeem";
  return {
    redemptionId: row.id,
    commandId,
    sale: ref === null ? null : `${lettersOf(ref)} at ${row.location_id}`,
    at: row.redeemed_at,
    discount: worthOf(entries, ["reward", "point"]),
    credit: worthOf(entries, ["credit"]),
    basket: isRedeem ? command.basketCents : (asked?.basketCents ?? null),
    isDone: isRedeem && command.mode === "at_risk",
    isReversed: false,
  };
};

const worthOf = (entries: readonly LedgerEntry[], units: readonly LedgerEntry["unit"][]): number =>
  entries
    .filter(({ unit }) => units.includes(unit))
    .reduce((sum, { valueCents }) => sum - valueCents, 0);

/** What was reported when it was recorded, by its command; a sale that links one comes later. */
const reportsIn = (records: Records): ReadonlySet<string | null> =>
  new Set(
    exceededIn(records)
      .filter(({ transactionId }) => transactionId === null)
      .map(({ commandId }) => commandId),
  );

const linksReported = (records: Records): ReadonlySet<number | null> =>
  new Set(exceededIn(records).map(({ transactionId }) => transactionId));

const exceededIn = ({ events }: Records) =>
  events
    .filter(({ kind }) => kind === "redemption.exceeded")
    .map(({ command_id: commandId, context }) => ({
      commandId,
      ...exceededSchema.parse(JSON.parse(context)),
    }));

const exceededSchema = z.object({ transactionId: z.number().nullable() });
const transactionSchema = z.object({ transactionId: z.number() });
const reversedSchema = z.object({ redemptionId: z.number() });
