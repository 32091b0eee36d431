import type { DefinitionId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import {
  type BenefitUsesRefusal,
  decideBenefitUses,
  type NamedUse,
} from "#shared/redemption/decide-benefit-uses.ts";
import type { RedeemAttribution } from "#shared/redemption/draft-redeem.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { lockBenefitUses } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import { readLotRecord } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** A benefit that a till names: by its number, or by the handle of its definition. */
export type AskedUse = {
  readonly benefit: { readonly number: number } | { readonly handle: string };
  readonly count: number;
};

/** Why one of them can't be used, in order of precedence, and which, from 0. */
export type AskedUsesRefusal =
  | BenefitUsesRefusal
  /** All benefits of the definition together ([N6]). */
  | { readonly reason: "global_uses_exceeded"; readonly left: number; readonly index: number };

/** The entries of several uses, and the account with the lots that they are on. */
export type DraftedUses = {
  readonly locked: LockedAccount;
  readonly drafts: readonly EntryDraft[];
};

/**
 * Drafts the uses of the benefits that a till names, all or none ([N9]). From here on nobody else
 * uses up what all of their definitions have left ([N6]).
 */
export const draftBenefitUses = async (
  deps: WriteDeps,
  locked: LockedAccount,
  asked: readonly AskedUse[],
  request: Omit<RedeemAttribution, "timezone">,
): Promise<Result<DraftedUses, AskedUsesRefusal>> => {
  const found = await findBenefits(deps, locked, asked);
  if (!found.ok) return found;
  const { uses, holding } = found.value;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const drafts = decideBenefitUses(holding.account, programme, uses, request);
  if (!drafts.ok) return drafts;
  const counts = new Map<DefinitionId, number>();
  for (const { definitionId, amount } of drafts.value) {
    if (definitionId !== null) counts.set(definitionId, (counts.get(definitionId) ?? 0) - amount);
  }
  // In one order, so that two redemptions of the same benefits don't wait for each other.
  const limited = programme.definitions.benefit
    .filter(({ id, maxGlobalRedemptions }) => counts.has(id) && maxGlobalRedemptions !== null)
    .sort((a, b) => a.id - b.id);
  for (const { id, maxGlobalRedemptions } of limited) {
    const left = (maxGlobalRedemptions ?? 0) - (await lockBenefitUses(deps, id));
    if ((counts.get(id) ?? 0) <= left) continue;
    const lots = new Set(
      holding.account.lots.flatMap((lot) => (lot.definitionId === id ? [lot.lotId] : [])),
    );
    const index = uses.findIndex(({ benefit }) =>
      "lotId" in benefit ? lots.has(benefit.lotId) : benefit.definitionId === id,
    );
    return err({ reason: "global_uses_exceeded", left: Math.max(0, left), index });
  }
  return ok({ locked: holding, drafts: drafts.value });
};

/** The benefits of this profile that are named, and the account with their lots. */
const findBenefits = async (
  deps: WriteDeps,
  locked: LockedAccount,
  asked: readonly AskedUse[],
): Promise<
  Result<
    { readonly uses: readonly NamedUse[]; readonly holding: LockedAccount },
    BenefitUsesRefusal
  >
> => {
  const { definitions } = await programmeOf(deps, locked.programmeVersion);
  const uses: NamedUse[] = [];
  let holding = locked;
  for (const [index, { benefit, count }] of asked.entries()) {
    const unknown = err({ reason: "benefit_unknown", index } as const);
    if ("handle" in benefit) {
      const definition = definitions.benefit.find(({ handle }) => handle === benefit.handle);
      if (!definition) return unknown;
      uses.push({ benefit: { definitionId: definition.id }, count });
      continue;
    }
    const lot = await readLotRecord(deps, "benefit", benefit.number);
    if (lot?.profileId !== locked.account.profileId) return unknown;
    holding = withLot(holding, lot);
    uses.push({ benefit: { lotId: lot.lotId }, count });
  }
  return ok({ uses, holding });
};
