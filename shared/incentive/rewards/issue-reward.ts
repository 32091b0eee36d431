import { z } from "zod";
import type { CreditDefinition } from "#shared/incentive/credits/credit.ts";
import { lotIdOf } from "#shared/kernel/ids.ts";
import { type Cents, centsSchema } from "#shared/kernel/money.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import type { RewardDefinition } from "./reward.ts";

export type IssueRewardRequest = Attribution & {
  /** Null: use the definition's value. */
  readonly valueCents: Cents | null;
  /** When it can first be spent, if that is later than `occurredAt`. Its period starts then. */
  readonly activeAt?: Instant | null;
  /** Undefined: use the definition's period. Null: never expires. */
  readonly expiresAt?: Instant | null;
};

/** Why a reward can't be issued, in order of precedence. */
export const issueRewardRefusalSchema = z.union([
  z.object({ reason: z.enum(["value_not_positive", "expires_before_issue"]) }),
  z.object({ reason: z.literal("value_over_max"), maxCents: centsSchema }),
]);
export type IssueRewardRefusal = z.infer<typeof issueRewardRefusalSchema>;

/**
 * Decides whether to issue one reward, or credit, by its definition: one `issue` entry that opens
 * one lot, which expires at the end of the local day after the definition's period (DOMAIN §5.5,
 * §6; SPEC.md [W1] to [W3]).
 */
export const decideIssueReward = (
  account: Pick<Account, "profileId">,
  definition: RewardDefinition | CreditDefinition,
  request: IssueRewardRequest,
): Result<readonly EntryDraft[], IssueRewardRefusal> => {
  const valueCents = request.valueCents ?? definition.valueCents;
  if (valueCents <= 0) return err({ reason: "value_not_positive" });
  const { maxValueCents } = definition;
  if (maxValueCents !== null && valueCents > maxValueCents) {
    return err({ reason: "value_over_max", maxCents: maxValueCents });
  }
  const { activeAt = null, occurredAt } = request;
  const startsAt = activeAt ?? occurredAt;
  const expiresAt =
    request.expiresAt === undefined
      ? expiryOf(startsAt, request.timezone, definition)
      : request.expiresAt;
  if (isExpired({ expiresAt }, startsAt)) return err({ reason: "expires_before_issue" });
  const stamp = entryStamp(account, request, 0);
  return ok([
    {
      ...stamp,
      kind: "issue",
      unit: definition.kind,
      definitionId: definition.id,
      definitionVersion: definition.version,
      lotId: lotIdOf(stamp.entryId),
      amount: valueCents,
      valueCents,
      activeAt,
      expiresAt,
    },
  ]);
};
