import type { DefinitionId, LotId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Account, foldEntries } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { type Lot, spendableLots } from "#shared/ledger/lot.ts";
import type { RedeemAttribution } from "./draft-redeem.ts";
import type { Programme } from "./programme.ts";
import {
  decideRedeemBenefit,
  type RedeemBenefitRefusal,
  withBenefitEnds,
} from "./redeem-benefit.ts";

/** A benefit to use that many times: one of them, or those of a definition that end first. */
export type NamedUse = {
  readonly benefit: { readonly lotId: LotId } | { readonly definitionId: DefinitionId };
  readonly count: number;
};

/** Why one of several uses isn't possible, and which, from 0. */
export type BenefitUsesRefusal = ({ readonly reason: "benefit_unknown" } | RedeemBenefitRefusal) & {
  readonly index: number;
};

/**
 * Decides to use several benefits in one redemption, all or none ([N9]). They may be named more
 * than once. The account has to hold the lots that are named, even those that are used up.
 */
export const decideBenefitUses = (
  account: Account,
  programme: Programme,
  uses: readonly NamedUse[],
  request: Omit<RedeemAttribution, "timezone">,
): Result<readonly EntryDraft[], BenefitUsesRefusal> => {
  const drafts: EntryDraft[] = [];
  let left = account;
  for (const [index, { benefit, count }] of uses.entries()) {
    const held = left.lots.filter((lot) => isNamed(lot, benefit));
    const parts = partsOf(held, programme, { benefit, count, at: request.occurredAt });
    if (parts === null) return err({ reason: "benefit_unknown", index });
    for (const part of parts) {
      const definition = programme.definitions.benefit.find(
        ({ id }) => id === part.lot.definitionId,
      );
      if (!definition) return err({ reason: "benefit_unknown", index });
      const { timezone } = part.lot;
      const use = { ...request, timezone, count: part.count, firstIndex: drafts.length };
      const decided = decideRedeemBenefit(left, definition, part.lot, use);
      if (!decided.ok) return err({ ...decided.error, ...leftOver(decided.error, parts), index });
      drafts.push(...decided.value);
      left = foldEntries(decided.value, left);
    }
  }
  return ok(drafts);
};

const isNamed = (lot: Lot, benefit: NamedUse["benefit"]): boolean =>
  lot.unit === "benefit" &&
  ("lotId" in benefit ? lot.lotId === benefit.lotId : lot.definitionId === benefit.definitionId);

type Part = { readonly lot: Lot; readonly count: number };

/** Which of the lots are used, and how often; null if there is none. */
const partsOf = (
  held: readonly Lot[],
  programme: Programme,
  { benefit, count, at }: NamedUse & { readonly at: RedeemAttribution["occurredAt"] },
): readonly Part[] | null => {
  const [first] = held;
  if (!first) return null;
  const usable = spendableLots(withBenefitEnds(held, programme), at);
  // What isn't usable is refused by the decision, with its reason.
  if ("lotId" in benefit || usable.length === 0) return [{ lot: first, count }];
  let open = count;
  const parts = usable.map((lot, index) => {
    const isLast = index === usable.length - 1;
    const part = isLast ? open : Math.min(open, lot.remaining);
    open -= part;
    return { lot, count: part };
  });
  return parts.filter((part) => part.count > 0);
};

/** With several lots, what is left is what all of them have. */
const leftOver = (refusal: RedeemBenefitRefusal, parts: readonly Part[]) =>
  refusal.reason === "uses_exceeded"
    ? { left: parts.reduce((sum, { lot }) => sum + lot.remaining, 0) }
    : {};
