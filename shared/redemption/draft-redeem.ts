import { lotIdOf } from "#shared/kernel/ids.ts";
import { type Cents, negateCents } from "#shared/kernel/money.ts";
import { type Account, HONOURED } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { lotStamp } from "#shared/ledger/lot.ts";
import type { RedeemDecision } from "./decide.ts";
import type { PlannedPart } from "./plan.ts";

/**
 * Who redeemed, where and when it was judged ([R6]). The source of a redemption's entries is the
 * redemption itself.
 */
export type RedeemAttribution = Omit<Attribution, "source">;

/**
 * Drafts the entries of a decided redemption: one for each lot that pays. A shortfall opens a lot
 * of that amount, which is drawn at once ([R5], [L5]).
 */
export const draftRedeem = (
  account: Account,
  { plan, shortfallCents }: RedeemDecision,
  by: RedeemAttribution,
  /** How many entries the command has drafted already. */
  firstIndex = 0,
): readonly EntryDraft[] => {
  const drafts = plan.parts.map((part, index) =>
    redeemDraft(account, by, part, firstIndex + index),
  );
  return shortfallCents > 0
    ? [...drafts, ...shortfallDrafts(account, by, shortfallCents, firstIndex + drafts.length)]
    : drafts;
};

const redeemDraft = (
  account: Account,
  by: RedeemAttribution,
  part: PlannedPart,
  index: number,
): EntryDraft => ({
  ...stamp(account, by, index),
  ...lotStamp(part.lot),
  kind: "redeem",
  amount: -part.amount,
  valueCents: negateCents(part.valueCents),
  expiresAt: null,
});

/** Opens a lot for the shortfall and draws it, so that lots still add up to the entries. */
const shortfallDrafts = (
  account: Account,
  by: RedeemAttribution,
  shortCents: Cents,
  index: number,
): readonly EntryDraft[] => {
  const opening = stamp(account, by, index);
  const shared = {
    ...HONOURED,
    definitionVersion: 0,
    lotId: lotIdOf(opening.entryId),
    expiresAt: null,
  } as const;
  return [
    { ...opening, ...shared, kind: "shortfall", amount: shortCents, valueCents: shortCents },
    {
      ...stamp(account, by, index + 1),
      ...shared,
      kind: "redeem",
      amount: -shortCents,
      valueCents: negateCents(shortCents),
    },
  ];
};

const stamp = (account: Account, by: RedeemAttribution, index: number) =>
  entryStamp(account, { ...by, source: { type: "redemption", id: by.commandId } }, index);
