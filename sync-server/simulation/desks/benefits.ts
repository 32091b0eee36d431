import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { claimBenefit } from "#sync-server/incentive/benefits/claim-benefit.ts";
import { issueBenefit } from "#sync-server/incentive/benefits/issue-benefit.ts";
import { redeemBenefit } from "#sync-server/redemption/redeem-benefit.ts";
import { redeemOnce } from "#sync-server/redemption/redeem-once.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import type { Desk, DeskAct } from "./desk.ts";

/**
 * Benefits are issued, claimed, used by themselves or with money, and given back ([N1] to [N9]).
 */
export const benefitActs = (desk: Desk): readonly DeskAct[] => {
  const { random, history, call, note, newKey, aProfile, extraIds } = desk;
  const definition = { id: extraIds.benefit };
  const issued: { readonly profileId: ProfileId; readonly number: number }[] = [];

  const issue = async (): Promise<void> => {
    if (issued.length >= BENEFITS_MAX) return spend();
    const profileId = aProfile();
    const rest = { issuedAt: null, timezone: null, externalId: null, extra: {} };
    const done = await call(issueBenefit, { profileId, definition, ...rest, commandId: newKey() });
    if (done?.ok) issued.push({ profileId, number: done.value.number });
  };

  const claim = async (): Promise<void> => {
    const profileId = aProfile();
    const isRedeemed = random.chance(0.5);
    const rest = { timezone: null, externalId: null, extra: {}, isRedeemed };
    const done = await call(claimBenefit, { profileId, definition, ...rest, commandId: newKey() });
    history.count(`benefit claimed ${done?.ok ? "" : done?.error.reason}`.trim());
    if (done?.ok) issued.push({ profileId, number: done.value.number });
  };

  const spend = async (): Promise<void> => {
    if (issued.length === 0) return issue();
    const { profileId, number } = random.pick(issued);
    const count = random.between(1, 2);
    note(`uses benefit ${number} of ${profileId}, ${count} times`);
    const used = random.chance(0.6)
      ? await call(redeemBenefit, { profileId, number, count, meta: "{}", commandId: newKey() })
      : await redeemWithUse(profileId, number, count);
    history.count(`benefit used ${used?.ok ? "" : used?.error.reason}`.trim());
    if (!used?.ok || !random.chance(0.3)) return;
    const { redemptionId } = used.value;
    await call(reverseRedemption, { redemptionId, by: "head_office" });
  };

  const redeemWithUse = (profileId: ProfileId, number: number, count: number) => {
    const commandId = newKey();
    history.asked.set(commandId, { strategies: ["credits"], basketCents: null, heldCredit: null });
    return call(redeemOnce, {
      profileId,
      amountCents: cents(random.pick([0, 0, 100])),
      strategies: ["credits"],
      benefits: [{ benefit: { number }, count }],
      isStrict: false,
      locationId: null,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: "{}",
      commandId,
    });
  };

  return [issue, claim, spend, spend];
};

/** As few as there are of credit, because devices hold these lots too. */
const BENEFITS_MAX = 4;
