import { z } from "zod";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import { endOfBenefit, isBenefitOver } from "#shared/incentive/benefits/issue-benefit.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { freezeReasonSchema } from "#shared/ledger/freeze.ts";
import { isActive, type Lot, lotStamp } from "#shared/ledger/lot.ts";
import type { RedeemAttribution } from "./draft-redeem.ts";
import type { Programme } from "./programme.ts";

/** Why a benefit isn't redeemed, in order of precedence ([N5]). */
export const redeemBenefitRefusalSchema = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("account_frozen"), frozenFor: freezeReasonSchema }),
  z.object({ reason: z.literal("not_issued_yet") }),
  z.object({ reason: z.literal("benefit_expired") }),
  z.object({ reason: z.literal("uses_exceeded"), left: z.int() }),
]);
export type RedeemBenefitRefusal = Readonly<z.infer<typeof redeemBenefitRefusalSchema>>;

/** Why a benefit can't be used that many times at an instant; null if it can. */
export const benefitRefusal = (
  { freeze }: Pick<Account, "freeze">,
  definition: Pick<BenefitDefinition, "endAt">,
  lot: Lot,
  { count, at }: { readonly count: number; readonly at: Instant },
): RedeemBenefitRefusal | null => {
  if (freeze !== null) return { reason: "account_frozen", frozenFor: freeze.reason };
  if (!isActive(lot, at)) return { reason: "not_issued_yet" };
  if (isBenefitOver(definition, lot, at)) return { reason: "benefit_expired" };
  return count > lot.remaining ? { reason: "uses_exceeded", left: lot.remaining } : null;
};

/**
 * Lots with the ends that their benefits have now ([N3]). Lots of other units, and of definitions
 * that aren't known here, stay as they are.
 */
export const withBenefitEnds = (
  lots: readonly Lot[],
  { definitions }: Programme,
): readonly Lot[] => {
  const ending = definitions.benefit.filter(({ endAt }) => endAt !== null);
  if (ending.length === 0) return lots;
  return lots.map((lot) => {
    const definition = ending.find(({ id }) => id === lot.definitionId);
    return definition
      ? { ...lot, expiresAt: endOfBenefit(definition, lot.expiresAt, lot.timezone) }
      : lot;
  });
};

/**
 * Decides to use a benefit `count` times: one `redeem` entry, which moves no money (DOMAIN §8.5,
 * SPEC.md [N5]).
 */
export const decideRedeemBenefit = (
  account: Account,
  definition: Pick<BenefitDefinition, "endAt">,
  lot: Lot,
  request: RedeemAttribution & {
    readonly count: number;
    /** How many entries the command has drafted already. */
    readonly firstIndex?: number;
  },
): Result<readonly EntryDraft[], RedeemBenefitRefusal> => {
  const refusal = benefitRefusal(account, definition, lot, {
    count: request.count,
    at: request.occurredAt,
  });
  if (refusal) return err(refusal);
  const source = { type: "redemption", id: request.commandId } as const;
  return ok([
    {
      ...entryStamp(account, { ...request, source }, request.firstIndex ?? 0),
      ...lotStamp(lot),
      kind: "redeem",
      amount: -request.count,
      valueCents: ZERO_CENTS,
      expiresAt: null,
    },
  ]);
};
