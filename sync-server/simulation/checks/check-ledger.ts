import { entryIdOf, type LotId, type ProfileId } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { CHAIN_START } from "#shared/ledger/hash-chain.ts";
import { sendAgainAt } from "#shared/sync/lots-for-device.ts";
import { findBrokenLink } from "#shared/testing/find-broken-link.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { DueKind } from "#sync-server/storage/due-store.ts";
import type { Records } from "./records.ts";

/**
 * [L1] to [L6], [L8]: chains are intact, and lots and accounts are the sums of their entries. [D1]:
 * each account is due when the first of its lots expires. [S23]: it's sent to devices again in
 * time.
 */
export const checkLedger = (history: History, records: Records): void => {
  for (const [profileId, chain] of records.chains) {
    const broken = findBrokenLink(chain);
    if (broken) history.violate(`[L6] ${profileId}: ${JSON.stringify(broken)}`);
    checkAccount(history, records, profileId, chain);
    const entries = records.eras.entriesOf(profileId);
    checkLots(history, records, profileId, entries);
    checkSending(history, records, profileId, entries);
  }
  for (const { accountId, entries, inherited } of records.eras.all) {
    checkCommands(history, accountId, entries.slice(inherited));
  }
};

const checkAccount = (
  history: History,
  records: Records,
  profileId: ProfileId,
  chain: readonly LedgerEntry[],
): void => {
  const account = records.accounts.find((row) => row.profile_id === profileId);
  const head = chain.at(-1)?.hash ?? CHAIN_START;
  if (chain.length !== (account?.version ?? 0) || head !== (account?.head_hash ?? CHAIN_START)) {
    history.violate(`[L4] ${profileId}: the account is not at the head of its chain`);
  }
  const version = (account?.version ?? 0) + (account?.merged_entries ?? 0);
  const isAlone = records.eras.ownerOf(profileId) === profileId;
  if (isAlone && version !== records.eras.versionOf(profileId)) {
    history.violate(
      `[I3] ${profileId}: version ${version} doesn't count the entries of its chains`,
    );
  }
};

/** Only sums: no rule of the ledger is used to find what is left in a lot. */
const checkLots = (
  history: History,
  records: Records,
  profileId: ProfileId,
  chain: readonly LedgerEntry[],
): void => {
  const remaining = new Map<string, number>();
  const expiries = new Map<string, number | null>();
  for (const { entryId, lotId, amount, kind, expiresAt } of chain) {
    const left = (remaining.get(lotId) ?? 0) + amount;
    remaining.set(lotId, left);
    if (left < 0) history.violate(`[L3] ${entryId} leaves ${left} of its lot`);
    if (!expiries.has(lotId) || kind === "extend") expiries.set(lotId, expiresAt);
  }
  const rows = records.lots.filter((lot) => lot.profile_id === profileId);
  if (rows.length !== remaining.size) {
    history.violate(`[L4] ${profileId}: ${rows.length} lots, ${remaining.size} by the entries`);
  }
  for (const row of rows) {
    const left = remaining.get(row.lot_id);
    const expiresAt = expiries.get(row.lot_id) ?? null;
    if (left === row.remaining && expiresAt === row.expires_at) continue;
    history.violate(`[L4] lot ${row.lot_id}: ${row.remaining} is stored, ${left} by the entries`);
  }
  const instants = [...expiries]
    .filter(([lotId, expiresAt]) => expiresAt !== null && (remaining.get(lotId) ?? 0) > 0)
    .map(([, expiresAt]) => Number(expiresAt) + 1_000);
  const dueAt = instants.length === 0 ? null : Math.min(...instants);
  const stored = storedDue(records, "expire_lots", profileId);
  if (stored !== dueAt) {
    history.violate(`[D1] ${profileId}: is due at ${stored}, by the entries at ${dueAt}`);
  }
};

/** Earlier is no harm, and nothing earlier appears as time passes: so it was in time all along. */
const checkSending = (
  history: History,
  records: Records,
  profileId: ProfileId,
  chain: readonly LedgerEntry[],
): void => {
  const now = records.events.at(-1)?.recorded_at;
  const open = [...lotsAt(chain, chain.length).values()].filter(({ remaining }) => remaining > 0);
  const needed = now === undefined ? null : sendAgainAt(open, instant(now));
  const stored = storedDue(records, "send_account", profileId);
  if (needed !== null && (stored === null || stored > needed)) {
    history.violate(`[S23] ${profileId}: is sent again at ${stored}, and needed at ${needed}`);
  }
};

const storedDue = (records: Records, kind: DueKind, profileId: ProfileId): number | null =>
  records.due.find((row) => row.kind === kind && row.key === profileId)?.due_at ?? null;

/**
 * One command has one effect: entries 0, 1, 2… of one profile, at one instant, and adjacent in each
 * of its chains.
 */
const checkCommands = (
  history: History,
  profileId: ProfileId,
  written: readonly LedgerEntry[],
): void => {
  for (const [commandId, entries] of Map.groupBy(written, (entry) => entry.commandId)) {
    const first = entries[0];
    const numbers = new Set(entries.map(({ entryId }) => entryId));
    const isWhole = entries.every(
      (entry, n) => numbers.has(entryIdOf(commandId, n)) && entry.recordedAt === first?.recordedAt,
    );
    const isAdjacent = [...Map.groupBy(entries, (entry) => entry.profileId).values()].every((own) =>
      own.every(({ sequence }, n) => sequence === (own[0]?.sequence ?? 0) + n),
    );
    const isOneEffect = isWhole && isAdjacent && numbers.size === entries.length;
    if (!isOneEffect) history.violate(`[S5] ${commandId} has two effects on ${profileId}`);
  }
};

/** What is left in each lot after the first `version` entries. */
export const lotsAt = (
  chain: readonly LedgerEntry[],
  version: number,
): ReadonlyMap<LotId, HeldLot> => {
  const lots = new Map<LotId, HeldLot>();
  for (const entry of chain.slice(0, version)) {
    const before = lots.get(entry.lotId);
    const remaining = (before?.remaining ?? 0) + entry.amount;
    const expiresAt = before && entry.kind !== "extend" ? before.expiresAt : entry.expiresAt;
    lots.set(entry.lotId, {
      unit: entry.unit,
      definitionId: entry.definitionId,
      activeAt: before?.activeAt ?? entry.activeAt ?? entry.occurredAt,
      expiresAt,
      remaining,
    });
  }
  return lots;
};

export type HeldLot = Pick<LedgerEntry, "unit" | "definitionId" | "expiresAt"> & {
  readonly activeAt: Instant;
  readonly remaining: number;
};
