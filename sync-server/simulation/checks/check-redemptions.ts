import type { CommandId, DefinitionId, LotId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import type { RedeemCommand } from "#shared/sync/command.ts";
import { type Verdict, verdictSchema } from "#shared/sync/verdict.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { entriesAt, eraOf } from "./account-eras.ts";
import { type HeldLot, lotsAt } from "./check-ledger.ts";
import type { Records } from "./records.ts";

/** The value of one point under each definition, in thousandths of a cent. */
export type Worth = ReadonlyMap<DefinitionId, number>;

/**
 * [R1] to [R7], [L5], [F8]: compares every redemption in the ledger with what the account held
 * before, using sums that share nothing with the code that decided it.
 */
export const checkRedemptions = (history: History, records: Records, worth: Worth): void => {
  for (const { entries: chain, inherited } of records.eras.all) {
    const written = chain.slice(inherited);
    for (const [commandId, entries] of Map.groupBy(written, (entry) => entry.commandId)) {
      if (!entries.some(({ kind }) => kind === "redeem")) continue;
      checkOne(history, records, worth, { chain, commandId, entries });
    }
  }
  const all = [...records.chains.values()].flat();
  for (const answer of history.shortAnswers) checkRefusal(history, records, worth, answer);
  checkReversals(history, records);
  for (const row of records.redemptions) {
    if (row.type !== "redeem") continue;
    const paid = paidBy(all.filter((entry) => entry.commandId === row.command_id));
    if (paid !== row.total_cents) {
      history.violate(`[R5] ${row.command_id}: ${row.total_cents} redeemed, ${paid} in the ledger`);
    }
  }
};

/** [V1]: a reversal gives back what its redemption drew from each lot, and happens once. */
const checkReversals = (history: History, records: Records): void => {
  for (const row of records.redemptions) {
    if (row.type !== "reversal") continue;
    const chain = eraOf(records.eras, row.command_id)?.era.entries ?? [];
    const redeemed = records.redemptions.find(({ id }) => id === row.reverses_id);
    const sums = new Map<string, number>();
    for (const { commandId, kind, lotId, amount } of chain) {
      const isDrawn = commandId === redeemed?.command_id && kind === "redeem";
      const isBack = commandId === row.command_id && kind === "reverse";
      if (isDrawn || isBack) sums.set(lotId, (sums.get(lotId) ?? 0) + amount);
    }
    const others = records.redemptions.filter(({ reverses_id: id }) => id === row.reverses_id);
    if (others.length !== 1 || [...sums.values()].some((sum) => sum !== 0)) {
      history.violate(`[V1] ${row.command_id} doesn't give back what was drawn, once`);
    }
    checkPaid(history, chain, row.command_id);
  }
};

/** [P4]: none of the points that come back are left while points of the kind are owed. */
const checkPaid = (history: History, chain: readonly LedgerEntry[], commandId: string): void => {
  const last = chain.findLastIndex((entry) => entry.commandId === commandId);
  const points = chain.slice(0, last + 1).filter(({ unit }) => unit === "point");
  for (const [definitionId, entries] of Map.groupBy(points, (entry) => entry.definitionId)) {
    let owed = 0;
    let left = 0;
    for (const { kind, amount, commandId: by } of entries) {
      if (kind === "shortfall") owed += amount;
      // What pays for money that was honoured finds no points owed.
      if (kind === "recover" && owed > 0) owed += amount;
      if (by === commandId && kind !== "redeem") left += amount;
    }
    if (owed > 0 && left > 0) {
      history.violate(`[P4] ${commandId} leaves ${left} of ${definitionId}, ${owed} are owed`);
    }
  }
};

type Redemption = {
  readonly chain: readonly LedgerEntry[];
  readonly commandId: CommandId;
  readonly entries: readonly LedgerEntry[];
};

const checkOne = (
  history: History,
  records: Records,
  worth: Worth,
  { chain, commandId, entries }: Redemption,
): void => {
  const first = entries[0];
  const rows = records.redemptions.filter((row) => row.command_id === commandId);
  const row = rows[0];
  if (!first || !row || rows.length !== 1) {
    history.violate(`[S5] ${commandId}: ${rows.length} redemptions for one command`);
    return;
  }
  const { occurredAt } = first;
  const command = redeemCommandOf(history, commandId);
  const asked = history.asked.get(commandId);
  const strategies: readonly Strategy[] = command?.strategies ??
    asked?.strategies ?? ["rewards", "points"];
  const version = chain.indexOf(first);
  const before = lotsAt(chain, version);
  const after = lotsAt(chain, version + entries.length);
  const available = availableCents(before, strategies, worth, occurredAt);
  const shortfall = entries
    .filter(({ kind }) => kind === "shortfall")
    .reduce((sum, entry) => sum + entry.amount, 0);
  const expectedShort =
    command?.mode === "at_risk" ? Math.max(0, command.amountCents - available) : 0;
  if (shortfall !== expectedShort || shortfall !== row.shortfall_cents) {
    history.violate(
      `[R5] ${commandId}: short by ${shortfall}, should be by ${expectedShort} (${available} was there)`,
    );
  }
  const expectedPaid = command?.amountCents ?? Math.min(row.requested_cents, available);
  // Limits of a sale and holds may leave less; `checkSales` says how much.
  const isRight = asked ? row.total_cents <= expectedPaid : row.total_cents === expectedPaid;
  if (!isRight || paidBy(entries) - shortfall > available) {
    history.violate(
      `[R4] ${commandId}: paid ${paidBy(entries)} of ${expectedPaid}, ${available} was there`,
    );
  }
  const drawn = new Set(
    entries.filter((entry) => before.has(entry.lotId)).map((entry) => entry.lotId),
  );
  checkOrder(history, commandId, { before, after, drawn, occurredAt });
};

/**
 * [R2], [R3]: draws only what can be spent, and within a kind nothing later while something earlier
 * is left.
 */
const checkOrder = (
  history: History,
  commandId: CommandId,
  spent: {
    readonly before: ReadonlyMap<LotId, HeldLot>;
    readonly after: ReadonlyMap<LotId, HeldLot>;
    readonly drawn: ReadonlySet<LotId>;
    readonly occurredAt: number;
  },
): void => {
  const { before, after, drawn, occurredAt } = spent;
  for (const lotId of drawn) {
    const lot = before.get(lotId);
    if (!lot) continue;
    if (!canBeSpent(lot, occurredAt)) history.violate(`[R2] ${commandId} drew ${lotId}`);
    // A benefit is named, and so is used whatever else ends first.
    if (lot.unit === "benefit") continue;
    for (const [otherId, other] of after) {
      const isSameKind = other.unit === lot.unit && other.definitionId === lot.definitionId;
      if (!isSameKind || !canBeSpent(other, occurredAt)) continue;
      if (expiryOf(other) < expiryOf(lot)) {
        history.violate(`[R3] ${commandId} drew ${lotId} and left ${otherId}, which expires first`);
      }
    }
  }
};

/** [R4] A refusal for insufficient balance was right, and gave the right balance. */
const checkRefusal = (
  history: History,
  records: Records,
  worth: Worth,
  answer: { readonly verdict: Verdict; readonly accountVersion: number },
): void => {
  const { verdict, accountVersion } = answer;
  const command = redeemCommandOf(history, verdict.commandId);
  if (!command || !verdict.profileId) return;
  // The device waited for this answer, so it is judged at its receipt ([S8]).
  const available = entriesAt(records.eras, verdict.profileId, accountVersion).map((entries) =>
    availableCents(lotsAt(entries, entries.length), command.strategies, worth, verdict.recordedAt),
  );
  if (command.mode !== "online" || available.every((held) => held >= command.amountCents)) {
    history.violate(`[R4] ${verdict.commandId} was refused, but ${available} was available`);
  }
  if (available.every((held) => held !== verdict.availableCents)) {
    history.violate(`[R4] ${verdict.commandId}: ${verdict.availableCents} said, ${available} held`);
  }
};

const redeemCommandOf = (history: History, commandId: CommandId): RedeemCommand | null => {
  const command = history.made.get(commandId)?.command;
  return command?.kind === "redeem" ? command : null;
};

/** What redemptions have paid, including what wasn't held. */
const paidBy = (entries: readonly LedgerEntry[]): number =>
  entries.filter(({ kind }) => kind === "redeem").reduce((sum, entry) => sum - entry.valueCents, 0);

const canBeSpent = (lot: HeldLot, at: number): boolean =>
  lot.remaining > 0 && lot.activeAt <= at && at < expiryOf(lot) + 1_000;

const expiryOf = (lot: HeldLot): number => lot.expiresAt ?? Number.POSITIVE_INFINITY;

/**
 * The value of the lots that can be spent at an instant, by the requested strategies ([R1], [P2]).
 */
export const availableCents = (
  lots: ReadonlyMap<LotId, HeldLot>,
  strategies: readonly Strategy[],
  worth: Worth,
  at: number,
): number => {
  const open = [...lots.values()].filter((lot) => canBeSpent(lot, at));
  let available = 0;
  if (strategies.includes("rewards")) {
    for (const lot of open) if (lot.unit === "reward") available += lot.remaining;
  }
  if (strategies.includes("credits")) {
    for (const lot of open) if (lot.unit === "credit") available += lot.remaining;
  }
  if (strategies.includes("points")) {
    for (const [definitionId, milliCents] of worth) {
      const points = open
        .filter((lot) => lot.unit === "point" && lot.definitionId === definitionId)
        .reduce((sum, lot) => sum + lot.remaining, 0);
      available += Math.floor((points * milliCents) / 100_000);
    }
  }
  return available;
};

export const parseVerdict = (text: string): Verdict => verdictSchema.parse(JSON.parse(text));
