import { issueTimes } from "#shared/incentive/issue-times.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionFor, type NotIssuable } from "#sync-server/incentive/find-definition.ts";
import { type Issued, issuedSchema } from "#sync-server/incentive/issued.ts";
import { meterManualIssue } from "#sync-server/incentive/meter-manual-issue.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import type { DefinitionRef } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { type OpenBenefitRefusal, openBenefit } from "./open-benefit.ts";

/** A benefit to issue by hand (DOMAIN §8.3); null fields default to the definition's. */
export type NewBenefit = DoneByHand & {
  readonly profileId: ProfileId;
  readonly definition: DefinitionRef;
  /** Null: now. */
  readonly issuedAt: Instant | null;
  /** Undefined: use the definition's period. Null: never by itself. */
  readonly expiresAt?: Instant | null;
  /** Null: the tenant's. */
  readonly timezone: TimeZone | null;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why nothing can be issued, in order of precedence. */
export type IssueBenefitFailure =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  | NotIssuable
  | OpenBenefitRefusal;

/**
 * Issues a benefit under a definition in use. The same request under the same key gets the first
 * answer.
 */
export const issueBenefit = (
  deps: WriteDeps,
  input: NewBenefit,
): Promise<Result<Issued, IssueBenefitFailure>> =>
  answerOnce(deps, input, { kind: "issue_benefit", schema: issuedSchema }, issueNow);

const issueNow = async (
  deps: WriteDeps,
  input: NewBenefit,
  commandId: CommandId,
): Promise<Result<Issued, IssueBenefitFailure>> => {
  const { profileId, definition: ref, expiresAt } = input;
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  const found = await findDefinitionFor(deps, "benefit", { ref, profileId, by: "hand" });
  if (!found.ok) return found;
  const request = {
    commandId,
    ...issueTimes(input.issuedAt, deps.now),
    timezone: input.timezone ?? (await readTenantZone(deps)),
    source: { type: "api", id: commandId },
    ...BY_NOBODY,
    staffId: staff.value,
    byHand: input.byHand,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  } as const;
  const opened = await openBenefit(deps, locked, found.value, request, input, () =>
    meterManualIssue(deps, locked, commandId, staff.value),
  );
  return opened.ok ? ok({ number: opened.value.number }) : opened;
};
