import { z } from "zod";
import type { IssueBenefitRequest } from "#shared/incentive/benefits/issue-benefit.ts";
import { assert } from "#shared/kernel/assert.ts";
import { type CommandId, type ProfileId, redemptionIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { TimeZone } from "#shared/kernel/time.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { freezeReasonSchema } from "#shared/ledger/freeze.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { decideOnce, type Finality, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { lockBenefitUses } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import type {
  DefinitionRecord,
  DefinitionRef,
} from "#sync-server/storage/incentive/definition-store.ts";
import { readProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { type ClaimBlock, claimBlockSchema, claimBlocks } from "./claimable-benefits.ts";
import {
  type OpenBenefitRefusal,
  type OpenedBenefit,
  openBenefit,
  openBenefitRefusalSchema,
} from "./open-benefit.ts";
import { applyBenefitUse, meterBenefitUse } from "./use-benefit.ts";

/** A customer's request for a benefit (DOMAIN §8.4). */
export type ClaimBenefit = {
  readonly profileId: ProfileId;
  readonly definition: DefinitionRef;
  /** Null: the tenant's. */
  readonly timezone: TimeZone | null;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  /** Whether it is used at once. */
  readonly isRedeemed: boolean;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why it can't be had, in order of precedence. */
const refusalsSchema = z.union([
  z.object({ reason: z.enum(["profile_unknown", "definition_unknown"]) }),
  z.object({ reason: z.literal("account_frozen"), frozenFor: freezeReasonSchema }),
  claimBlockSchema,
  openBenefitRefusalSchema,
]);
type Refused = z.infer<typeof refusalsSchema>;

const FINALITY: Finality<Refused> = {
  account_frozen: "final",
  already_claimed: "final",
  budget_reached: "final",
  claim_ended: "final",
  claim_not_started: "final",
  definition_unknown: "final",
  expires_before_issue: "final",
  external_id_taken: "final",
  global_uses_exceeded: "final",
  no_codes_left: "final",
  not_claimable: "final",
  not_eligible: "final",
  not_now: "final",
  profile_unknown: "final",
  too_many_an_hour: "passing",
};

export type ClaimBenefitRefusal = KeyReused | Refused;

const claimedSchema = z.object({ number: z.int(), redemptionId: redemptionIdSchema.nullable() });
type Claimed = z.infer<typeof claimedSchema>;

/**
 * Gives a customer the benefit that they ask for, if they may have it, and uses it at once if they
 * want ([N4]). Both happen or neither does. The same request under the same key gets the first
 * answer, even a refusal.
 */
export const claimBenefit = (
  deps: WriteDeps,
  input: ClaimBenefit,
): Promise<Result<Claimed, ClaimBenefitRefusal>> =>
  decideOnce(
    deps,
    input,
    { kind: "claim_benefit", schema: claimedSchema, refusals: refusalsSchema, finality: FINALITY },
    claimNow,
  );

const claimNow = async (
  deps: WriteDeps,
  input: ClaimBenefit,
  commandId: CommandId,
): Promise<Result<Claimed, Refused>> => {
  const { profileId, isRedeemed, extra } = input;
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const record = await findDefinitionToIssue(deps, "benefit", input.definition);
  if (!record) return err({ reason: "definition_unknown" });
  const { freeze } = locked.account;
  if (isRedeemed && freeze) return err({ reason: "account_frozen", frozenFor: freeze.reason });
  // From here on nobody else uses up what all of them have left.
  if (isRedeemed) await lockBenefitUses(deps, record.definition.id);
  const use = { ...BY_NOBODY, commandId, occurredAt: deps.now };
  const request = { ...use, timezone: input.timezone ?? (await readTenantZone(deps)) };
  const opened = await applyClaim(deps, locked, record, { ...input, ...request }, async () =>
    isRedeemed ? meterBenefitUse(deps, locked, use) : ok(null),
  );
  if (!opened.ok) return opened;
  const { number, locked: after } = opened.value;
  if (!isRedeemed) return ok({ number, redemptionId: null });
  const meta = JSON.stringify(extra["meta"] ?? null);
  const first = { ...use, benefit: number, count: 1, firstIndex: 1, meta };
  const used = await applyBenefitUse(deps, after, first, async () => ok(null));
  assert(used.ok, "a benefit that was claimed to be used can be used");
  return ok({ number, redemptionId: used.value.redemptionId });
};

/** A claim by somebody somewhere, at an instant in a zone. */
type Claim = Omit<IssueBenefitRequest, "source"> & {
  readonly externalId: string | null;
  readonly extra: ExtraFields;
};

/** Gives the profile of a locked account a benefit that it may claim ([N4]). */
export const applyClaim = async (
  deps: WriteDeps,
  locked: LockedAccount,
  record: DefinitionRecord<"benefit">,
  claim: Claim,
  meter?: Parameters<typeof openBenefit>[5],
): Promise<Result<OpenedBenefit, ClaimBlock | OpenBenefitRefusal>> => {
  const { commandId, occurredAt: at, timezone, locationId, staffId, deviceId } = claim;
  const profile = await readProfileRecord(deps, locked.account.profileId);
  assert(profile !== null, "an account has its profile");
  const [block = null] = await claimBlocks(deps, profile, [record], { at, timezone });
  if (block !== null) return err(block);
  const by = { commandId, occurredAt: at, timezone, locationId, staffId, deviceId };
  const request = { ...by, source: { type: "claim", id: commandId } } as const;
  const opened = await openBenefit(deps, locked, record, request, claim, meter);
  if (opened.ok) {
    const { id: definitionId, version: definitionVersion } = record.definition;
    deps.happened({
      kind: "benefit.claimed",
      profileId: profile.id,
      ...{ commandId, occurredAt: at },
      context: { ...by, lotId: opened.value.lotId, definitionId, definitionVersion },
    });
  }
  return opened;
};
