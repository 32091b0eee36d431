import { z } from "zod";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import {
  decideIssueBenefit,
  type IssueBenefitRequest,
} from "#shared/incentive/benefits/issue-benefit.ts";
import { budgetReachedSchema } from "#shared/incentive/budget.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { LotId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type TooManyAnHour, tooManyAnHourSchema } from "#shared/redemption/velocity.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets } from "#sync-server/ledger/budgets.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import {
  hasFreeAllocation,
  takeAllocation,
} from "#sync-server/storage/incentive/allocation-store.ts";
import type { DefinitionRecord } from "#sync-server/storage/incentive/definition-store.ts";
import {
  describeLot,
  isLotExternalIdTaken,
  readLotNumber,
} from "#sync-server/storage/ledger/lot-record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** Why no benefit can be opened, in order of precedence. */
export const openBenefitRefusalSchema = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("external_id_taken") }),
  z.object({ reason: z.literal("expires_before_issue") }),
  z.object({ reason: z.literal("no_codes_left") }),
  budgetReachedSchema,
  tooManyAnHourSchema,
]);
export type OpenBenefitRefusal = Readonly<z.infer<typeof openBenefitRefusalSchema>>;

/** A benefit that has just been opened. */
export type OpenedBenefit = {
  readonly locked: LockedAccount;
  readonly lotId: LotId;
  readonly number: number;
};

/**
 * Opens a benefit on a locked account, with a code if the definition has a pool ([N1], [N7]).
 * `meter` may still refuse it. A code is taken last: once it is taken, the benefit is issued.
 */
export const openBenefit = async (
  deps: WriteDeps,
  locked: LockedAccount,
  { definition }: DefinitionRecord<"benefit">,
  request: IssueBenefitRequest,
  described: { readonly externalId: string | null; readonly extra: ExtraFields },
  meter: () => Promise<Result<null, TooManyAnHour>> = async () => ok(null),
): Promise<Result<OpenedBenefit, OpenBenefitRefusal>> => {
  const { externalId } = described;
  if (externalId !== null && (await isLotExternalIdTaken(deps, "benefit", externalId))) {
    return err({ reason: "external_id_taken" });
  }
  const drafts = decideIssueBenefit(locked.account, definition, request);
  if (!drafts.ok) return drafts;
  const { lotId, profileId } = assertDefined(drafts.value[0], "an issue has an entry");
  if (!(await hasCodeFor(deps, definition, deps.now))) return err({ reason: "no_codes_left" });
  const budgeted = await checkBudgets(deps, locked, drafts.value);
  if (!budgeted.ok) return budgeted;
  const metered = await meter();
  if (!metered.ok) return metered;
  // Of several who saw the last code, one gets it.
  const allocationId = await takeAllocation(deps, definition.id, { lotId, profileId });
  if (allocationId === null && definition.forceAllocation) return err({ reason: "no_codes_left" });
  const appended = await appendDrafts(deps, locked, drafts.value);
  await describeLot(deps, lotId, described);
  if (allocationId !== null) {
    const { commandId } = request;
    const context = { lotId, definitionId: definition.id, allocationId };
    deps.happened({ kind: "benefit.code.allocated", profileId, commandId, context });
  }
  return ok({ locked: appended.locked, lotId, number: await readLotNumber(deps, lotId) });
};

/** Whether someone could get a code now, if the definition demands one ([N7]). */
export const hasCodeFor = async (
  deps: ReadDeps,
  { id, forceAllocation }: BenefitDefinition,
  now: Instant,
): Promise<boolean> => !forceAllocation || hasFreeAllocation(deps, id, now);
