import { z } from "zod";
import { budgetReachedSchema } from "#shared/incentive/budget.ts";
import {
  decideExchange,
  exchangeRefusalSchema,
} from "#shared/incentive/rewards/exchange-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { decideOnce, type Finality, type KeyReused } from "#sync-server/access/answer-once.ts";
import {
  findDefinition,
  findDefinitionFor,
  notIssuableSchema,
} from "#sync-server/incentive/find-definition.ts";
import { type Issued, issuedSchema } from "#sync-server/incentive/issued.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets } from "#sync-server/ledger/budgets.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import type { DefinitionRef } from "#sync-server/storage/incentive/definition-store.ts";
import { readLotNumber } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** A reward to give for points, at the price in its definition. */
export type ExchangePoints = {
  readonly profileId: ProfileId;
  readonly definition: DefinitionRef;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why nothing is exchanged, in order of precedence. */
const refusalsSchema = z.union([
  z.object({ reason: z.literal("profile_unknown") }),
  notIssuableSchema,
  exchangeRefusalSchema,
  budgetReachedSchema,
]);
type Refused = z.infer<typeof refusalsSchema>;

const FINALITY: Finality<Refused> = {
  account_frozen: "final",
  budget_reached: "final",
  definition_unknown: "final",
  expires_before_issue: "final",
  insufficient_points: "final",
  not_assignable: "final",
  not_exchangeable: "final",
  not_for_profile: "final",
  not_published: "final",
  profile_unknown: "final",
  value_not_positive: "final",
  value_over_max: "final",
};

export type ExchangeRefusal = KeyReused | Refused;

/**
 * Takes points and issues the reward that they pay for, in one command (DOMAIN §7.5,
 * incentive/SPEC.md [W8]). Answers with the number of the reward. Deleting that reward gives the
 * points back. The same request under the same key gets the first answer, even a refusal.
 */
export const exchangePoints = (
  deps: WriteDeps,
  input: ExchangePoints,
): Promise<Result<Issued, ExchangeRefusal>> =>
  decideOnce(
    deps,
    input,
    { kind: "exchange_points", schema: issuedSchema, refusals: refusalsSchema, finality: FINALITY },
    exchangeNow,
  );

const exchangeNow = async (
  deps: WriteDeps,
  { profileId, definition: ref }: ExchangePoints,
  commandId: CommandId,
): Promise<Result<Issued, Refused>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const found = await findDefinitionFor(deps, "reward", { ref, profileId, by: "rule" });
  if (!found.ok) return found;
  const reward = found.value.definition;
  const { pricedIn: handle } = reward;
  // Points of an archived definition can still be spent.
  const points = handle === null ? null : await findDefinition(deps, "point", { handle });
  if (!points) return err({ reason: "not_exchangeable" });
  const drafts = decideExchange(
    locked.account,
    { reward, points: points.definition },
    {
      commandId,
      occurredAt: deps.now,
      timezone: await readTenantZone(deps),
      source: { type: "exchange", id: commandId },
      ...BY_NOBODY,
    },
  );
  if (!drafts.ok) return drafts;
  const budgeted = await checkBudgets(deps, locked, drafts.value);
  if (!budgeted.ok) return budgeted;
  const { entries } = await appendDrafts(deps, locked, drafts.value);
  const { lotId } = assertDefined(entries[0], "an exchange issues a reward");
  deps.happened({
    kind: "point.exchanged",
    profileId,
    commandId,
    context: {
      rewardLotId: lotId,
      definitionId: reward.id,
      definitionVersion: reward.version,
      draws: entries.filter(({ kind }) => kind === "redeem"),
    },
  });
  return ok({ number: await readLotNumber(deps, lotId) });
};
