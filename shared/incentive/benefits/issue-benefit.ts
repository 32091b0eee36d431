import { lotIdOf } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { earlier, type Instant, lastInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { isExpired, type Lot } from "#shared/ledger/lot.ts";
import { type BenefitDefinition, UNLIMITED_USES } from "./benefit.ts";

export type IssueBenefitRequest = Attribution & {
  /** From when it can be used, if that is later than `occurredAt`. */
  readonly activeAt?: Instant | null;
  /** Undefined: use the definition's period. Null: never by itself. */
  readonly expiresAt?: Instant | null;
};

/** Why a benefit can't be issued. */
export type IssueBenefitRefusal = { readonly reason: "expires_before_issue" };

/**
 * Decides whether to issue one benefit: one `issue` entry whose amount is how often it can be used
 * (DOMAIN §8.3; SPEC.md [N1], [N3]).
 */
export const decideIssueBenefit = (
  account: Account,
  definition: BenefitDefinition,
  request: IssueBenefitRequest,
): Result<readonly EntryDraft[], IssueBenefitRefusal> => {
  const { activeAt = null, occurredAt, timezone } = request;
  const startsAt = activeAt ?? occurredAt;
  const own =
    request.expiresAt === undefined ? expiryOf(startsAt, timezone, definition) : request.expiresAt;
  const expiresAt = endOfBenefit(definition, own, timezone);
  if (isExpired({ expiresAt }, startsAt)) return err({ reason: "expires_before_issue" });
  const stamp = entryStamp(account, request, 0);
  return ok([
    {
      ...stamp,
      kind: "issue",
      unit: "benefit",
      definitionId: definition.id,
      definitionVersion: definition.version,
      lotId: lotIdOf(stamp.entryId),
      amount: definition.maxRedemptions ?? UNLIMITED_USES,
      valueCents: ZERO_CENTS,
      activeAt,
      expiresAt,
    },
  ]);
};

/** When a benefit ends: at its own expiry, or with all benefits of its definition ([N3]). */
export const endOfBenefit = (
  { endAt }: Pick<BenefitDefinition, "endAt">,
  expiresAt: Instant | null,
  timezone: TimeZone,
): Instant | null => {
  if (endAt === null) return expiresAt;
  const last = lastInstantOf(endAt, timezone);
  return expiresAt === null ? last : earlier(expiresAt, last);
};

/** Whether a benefit is over, by its own expiry or by the present end of its definition ([N3]). */
export const isBenefitOver = (
  definition: Pick<BenefitDefinition, "endAt">,
  lot: Lot,
  at: Instant,
): boolean =>
  isExpired({ ...lot, expiresAt: endOfBenefit(definition, lot.expiresAt, lot.timezone) }, at);
