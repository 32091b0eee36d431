import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { inactiveLots, isExpired, lotStamp, spendableLots } from "#shared/ledger/lot.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";
import { type PointDefinition, pointsToCents } from "./point.ts";

/** Why no points can be taken, in order of precedence. Amounts are in hundredths. */
export type TakePointsRefusal =
  | { readonly reason: "value_not_positive" }
  | { readonly reason: "more_than_held"; readonly held: number };

/**
 * Decides taking points by hand (SPEC.md [W10]): by `adjust` entries, from those that expire first,
 * and from pending ones last. All of them or none: nobody comes to owe any.
 */
export const decideTakePoints = (
  account: Account,
  { definition, points }: { readonly definition: PointDefinition; readonly points: number },
  by: Omit<Attribution, "timezone">,
): Result<readonly EntryDraft[], TakePointsRefusal> => {
  if (points <= 0) return err({ reason: "value_not_positive" });
  const own = account.lots.filter(
    (lot) => lot.unit === "point" && lot.definitionId === definition.id,
  );
  const at = by.occurredAt;
  const lots = [
    ...spendableLots(own, at),
    ...inactiveLots(own, at).filter((lot) => !isExpired(lot, at)),
  ];
  const held = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  if (points > held) return err({ reason: "more_than_held", held });
  const drafts: EntryDraft[] = [];
  let left = points;
  for (const lot of lots) {
    const part = Math.min(lot.remaining, left);
    if (part === 0) break;
    left -= part;
    drafts.push({
      ...entryStamp(account, { ...by, timezone: lot.timezone }, drafts.length),
      ...lotStamp(lot),
      kind: "adjust",
      amount: -part,
      valueCents: worthMoved(-part, (moved) => pointsToCents(moved, definition)),
      expiresAt: null,
    });
  }
  return ok(drafts);
};
