import { type CommandId, type LotId, lotIdOf } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { Account } from "./account.ts";
import { entryStamp } from "./attribution.ts";
import { BY_NOBODY, type EntryDraft, type LedgerEntry } from "./entry.ts";
import { groupAlike, isJoined, isSpendable, type Lot, lotStamp } from "./lot.ts";

/** When the points in many lots are joined into few (SPEC.md [L15]). */
export type JoinRule = {
  /** How many lots have to be spared by it. */
  readonly lotsMin: number;
  /**
   * How long points have been active by then. Most returns and late news from devices come sooner.
   */
  readonly activeForMs: number;
};

/** With one visit a day, an account has at most some fifty lots that never expire. */
export const JOINING: JoinRule = { lotsMin: 16, activeForMs: 35 * DAY_MS };

/** The most lots that are joined at once: a statement binds only so many values. */
const JOINED_AT_ONCE_MAX = 500;

/** A command of the ledger's own. It moves nothing in or out of the account. */
type JoinCommand = { readonly commandId: CommandId; readonly occurredAt: Instant };

/**
 * Drafts joining the points of lots that are alike, once that spares `lotsMin` lots: out of each,
 * and together into the one that others were joined into before, or into a new one ([L15]). Lots
 * for which `keptApart` says something else aren't alike.
 */
export const draftJoins = (
  account: Account,
  by: JoinCommand,
  rule: JoinRule,
  keptApart: (lot: Lot) => string = () => "",
): readonly EntryDraft[] => {
  const ripe = ripeLots(account, by.occurredAt, rule);
  const groups = groupAlike(ripe, keptApart).map((alike) => ({
    joined: alike.find(isJoined) ?? null,
    lots: alike.filter((lot) => !isJoined(lot)),
  }));
  const spared = ({ joined, lots }: (typeof groups)[number]) => lots.length - (joined ? 0 : 1);
  if (groups.reduce((sum, group) => sum + spared(group), 0) < rule.lotsMin) return [];
  const drafts: EntryDraft[] = [];
  for (const group of groups) {
    const lots = group.lots.slice(0, Math.max(0, JOINED_AT_ONCE_MAX - drafts.length));
    if (spared({ ...group, lots }) <= 0) continue;
    drafts.push(...joinDrafts(account, lots, group.joined, by, drafts.length));
  }
  return drafts;
};

/** Whether so many lots might be spared that it is worth looking: nearly never. */
export const mayJoin = (account: Account, at: Instant, rule: JoinRule): boolean => {
  const ripe = ripeLots(account, at, rule);
  return ripe.length - new Set(ripe.map(({ expiresAt }) => expiresAt)).size >= rule.lotsMin;
};

const ripeLots = (account: Account, at: Instant, { activeForMs }: JoinRule): readonly Lot[] =>
  account.lots.filter(
    (lot) => lot.unit === "point" && isSpendable(lot, at) && lot.activeAt + activeForMs <= at,
  );

const joinDrafts = (
  account: Account,
  lots: readonly Lot[],
  joined: Lot | null,
  by: JoinCommand,
  firstIndex: number,
): readonly EntryDraft[] => {
  const [oldest] = lots;
  if (!oldest) return [];
  const opening = stampOf(account, oldest, by.commandId, by, firstIndex + lots.length);
  const lotId = joined?.lotId ?? lotIdOf(opening.entryId);
  const opened = joined ? {} : { activeAt: oldest.activeAt, expiresAt: oldest.expiresAt };
  const amount = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  return [
    ...lots.map((lot, index) => ({
      ...stampOf(account, lot, lotId, by, firstIndex + index),
      amount: -lot.remaining,
    })),
    { ...opening, ...opened, lotId, amount },
  ];
};

/** Points that go back from a joined lot into the lot they came from. */
export type Parting = { readonly lot: Lot; readonly from: LotId; readonly amount: number };

/** Drafts taking points apart again, before what happened to their own lot is undone ([L16]). */
export const draftPartings = (
  account: Account,
  partings: readonly Parting[],
  by: JoinCommand,
): readonly EntryDraft[] =>
  partings.flatMap(({ lot, from, amount }, index) => [
    { ...stampOf(account, lot, lot.lotId, by, 2 * index), lotId: from, amount: -amount },
    { ...stampOf(account, lot, from, by, 2 * index + 1), amount },
  ]);

/** What entries on a lot and on others have in common. `other` is where points go or come from. */
const stampOf = (
  account: Account,
  lot: Lot,
  other: LotId | CommandId,
  by: JoinCommand,
  index: number,
) => ({
  ...entryStamp(
    account,
    { ...BY_NOBODY, ...by, timezone: lot.timezone, source: movedWith(other) },
    index,
  ),
  ...lotStamp(lot),
  kind: "join" as const,
  // Nothing moves in or out of the account, and parts would each be rounded.
  valueCents: ZERO_CENTS,
  expiresAt: null,
});

const movedWith = (id: string) => ({ type: "join" as const, id });

/**
 * How much is left of each lot that was joined into one, and how much has expired by an entry, as
 * if it had stayed alone: what was drawn came from the oldest first ([L16]). `entries` are those on
 * the joined lot, and those that moved points between it and the others, in the order of the chain.
 */
export const sharesOfJoined = (
  entries: readonly LedgerEntry[],
  joinedId: LotId,
): Readonly<Record<"left" | "expired", ReadonlyMap<LotId, number>>> => {
  const left = new Map<LotId, number>();
  const expired = new Map<LotId, number>();
  const drawnBy = new Map<string, Map<LotId, number>>();
  const add = (amounts: Map<LotId, number>, lotId: LotId, amount: number): void => {
    amounts.set(lotId, (amounts.get(lotId) ?? 0) + amount);
  };
  for (const { lotId, kind, amount, commandId, source } of entries) {
    if (lotId !== joinedId) {
      add(left, lotId, -amount);
    } else if (kind !== "join") {
      const isDrawn = amount < 0;
      // What a reversal gives back belongs to the lots that its redemption drew, and what a return
      // gives back to those that it had taken from.
      const drawer = isDrawn && kind !== "return" ? commandId : source.id;
      const drawn = drawnBy.get(drawer) ?? new Map<LotId, number>();
      if (isDrawn) drawnBy.set(drawer, drawn);
      let rest = Math.abs(amount);
      for (const [each, held] of isDrawn ? left : drawn) {
        const part = Math.min(held, rest);
        rest -= part;
        add(left, each, isDrawn ? -part : part);
        add(drawn, each, isDrawn ? part : -part);
        if (kind === "expire" || kind === "adjust") add(expired, each, isDrawn ? part : -part);
      }
    }
  }
  return { left, expired };
};
