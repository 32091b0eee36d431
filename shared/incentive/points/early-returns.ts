import type { LotId } from "#shared/kernel/ids.ts";
import { type Instant, later } from "#shared/kernel/time.ts";
import { type Account, foldEntries } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft, EntryKind } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  draftEarn,
  draftTakeBack,
  entryOf,
  lotsToTakeFrom,
  type PointMove,
  worth,
} from "./move-points.ts";

/**
 * A return that arrived before its sale, on one account and in points of one kind (SPEC.md [P13]).
 * Amounts are in hundredths and not negative.
 */
export type EarlyReturn = {
  /** When and where the return happened. */
  readonly by: Pick<
    Attribution,
    "occurredAt" | "timezone" | "source" | "locationId" | "staffId" | "deviceId"
  >;
  /** What it took without its sale. */
  readonly took: number;
  /** What it takes of its sale. */
  readonly takes: number;
  /** Lots that lost points to it and can have them back. */
  readonly from: readonly {
    readonly lotId: LotId;
    readonly issuedAt: Instant;
    readonly points: number;
  }[];
  /** What is still owed for it. */
  readonly owed: number;
  /** What was written off of that, and isn't given back ([P11]). */
  readonly writtenOff: number;
};

/**
 * Drafts what makes a return come to what it would have if it had arrived after its sale ([P13]):
 * what it took from other lots goes back to them by `restore` entries, and is taken from the sale's
 * `own` lots, which also pay what is still owed for it. As much as they hold: the rest stays as it
 * is.
 */
export const draftEarlyReturn = (
  before: Account,
  early: EarlyReturn,
  rule: PointMove & { readonly own: ReadonlySet<string> },
): readonly EntryDraft[] => {
  const move = { ...rule, ...early.by };
  const drafts: EntryDraft[] = [];
  let account = before;
  const draft = (drafted: readonly EntryDraft[]): void => {
    account = foldEntries(drafted, account);
    drafts.push(...drafted);
  };
  const next = () => ({ ...move, firstIndex: rule.firstIndex + drafts.length });
  const add = (lotId: LotId, kind: EntryKind, points: number, occurredAt = move.occurredAt) => {
    if (points === 0) return;
    const entry = entryOf(account, { ...next(), occurredAt }, 0);
    draft([{ ...entry, ...worth(points, move.definition), kind, lotId, expiresAt: null }]);
  };
  const ownLots = (): readonly Lot[] =>
    lotsToTakeFrom(account, move).filter(({ lotId }) => rule.own.has(lotId));
  const pay = (points: number, kind: EntryKind): void => {
    let left = points;
    for (const { lotId, remaining } of ownLots()) {
      const part = Math.min(remaining, left);
      left -= part;
      if (part > 0) add(lotId, kind, -part);
    }
  };
  const own = ownLots();
  const [first] = own;
  const available = first ? sumOf(own) : null;
  const { owed, lost, moved, back, topUp, more } = shareOut(early, available);
  if (topUp > 0 && first) {
    add(first.lotId, "restore", topUp);
  } else if (topUp > 0) {
    const { source } = move;
    const writtenOff = [{ source, amount: Math.min(early.writtenOff, topUp) }];
    const kept = writtenOff.filter(({ amount }) => amount > 0);
    // It settles what the return had left somebody owing, whatever the policy is.
    const undone = { recoverShortfalls: false, isUndoing: true };
    draft(draftEarn(account, { ...next(), ...undone, points: topUp, writtenOff: kept }));
  }
  pay(owed, "recover");
  pay(lost, "write_off");
  pay(moved, "return");
  let left = back;
  for (const { lotId, issuedAt, points } of early.from) {
    const part = Math.min(points, left);
    left -= part;
    // No lot has points back before it was there.
    add(lotId, "restore", part, later(move.occurredAt, issuedAt));
  }
  if (more > 0) draft(draftTakeBack(account, { ...next(), points: more, lotsFirst: rule.own }));
  return drafts;
};

/**
 * How the points of an early return are shared out between its sale's lots and the others, given
 * what the former hold; null if there are none. Used up, they can still have points back.
 */
const shareOut = ({ took, takes, from, ...early }: EarlyReturn, available: number | null) => {
  const fewer = Math.max(0, took - takes);
  const everLost = from.reduce((sum, { points }) => sum + points, 0);
  const held = Math.min(everLost, Math.max(0, took - early.owed - early.writtenOff));
  // What it no longer takes, and no other lot can have back.
  const topUp = Math.max(0, fewer - held);
  let open = available === null ? 0 : available + topUp;
  const upTo = (points: number): number => {
    const part = Math.min(points, open);
    open -= part;
    return part;
  };
  const owed = upTo(early.owed);
  const lost = upTo(early.writtenOff);
  const moved = upTo(Math.max(0, held - fewer));
  const back = Math.min(fewer, held) + moved;
  return { owed, lost, moved, back, topUp, more: Math.max(0, takes - took) };
};

const sumOf = (lots: readonly Lot[]): number =>
  lots.reduce((sum, { remaining }) => sum + remaining, 0);
