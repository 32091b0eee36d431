import type { CommandId, ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Verdict, VerdictReason } from "#shared/sync/verdict.ts";

/** The result of handling a command, without the fields common to every verdict. */
export type Outcome =
  | {
      readonly status: "accepted";
      readonly profileId: ProfileId | null;
      readonly redemptionId?: RedemptionId;
      readonly accountVersion?: number;
      readonly wasFrozen?: boolean;
      /** The code of the benefit that was used. */
      readonly code?: string;
      readonly isOverruling?: boolean;
    }
  | {
      readonly status: "accepted_short";
      readonly profileId: ProfileId;
      readonly redemptionId: RedemptionId;
      readonly accountVersion: number;
      readonly wasFrozen: boolean;
      readonly shortfallCents: Cents;
    }
  | {
      readonly status: "charged";
      readonly profileId: ProfileId | null;
      readonly reason: VerdictReason;
      readonly detail: string;
    }
  | {
      readonly status: "refused" | "parked";
      readonly reason: VerdictReason | null;
      /** For people: which field, which value. No personal data. */
      readonly detail?: string;
      readonly availableCents?: Cents;
      readonly againAt?: Instant;
      readonly profileId?: ProfileId | null;
    };

/** Completes an outcome to the verdict that the device gets, permanently. */
export const verdictOf = (
  commandId: CommandId,
  outcome: Outcome,
  at: { readonly wasClamped: boolean; readonly recordedAt: Instant },
): Verdict => ({
  commandId,
  status: outcome.status,
  reason: "reason" in outcome ? outcome.reason : null,
  detail: "detail" in outcome ? (outcome.detail ?? null) : null,
  shortfallCents: "shortfallCents" in outcome ? outcome.shortfallCents : null,
  availableCents: "availableCents" in outcome ? (outcome.availableCents ?? null) : null,
  redemptionId: "redemptionId" in outcome ? (outcome.redemptionId ?? null) : null,
  accountVersion: "accountVersion" in outcome ? (outcome.accountVersion ?? null) : null,
  againAt: "againAt" in outcome ? (outcome.againAt ?? null) : null,
  profileId: outcome.profileId ?? null,
  wasClamped: at.wasClamped,
  wasFrozen: "wasFrozen" in outcome ? (outcome.wasFrozen ?? false) : false,
  recordedAt: at.recordedAt,
  ...("isOverruling" in outcome && outcome.isOverruling ? { isOverruling: true as const } : {}),
  ...("code" in outcome && outcome.code !== undefined ? { code: outcome.code } : {}),
});
