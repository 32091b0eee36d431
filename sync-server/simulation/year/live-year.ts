import { assert, assertDefined, unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { dayIn, type Instant } from "#shared/kernel/time.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { claimTransaction } from "#sync-server/commerce/claims/claim-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { readAchievements } from "#sync-server/incentive/achievements/read-achievements.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { exchangePoints } from "#sync-server/incentive/rewards/exchange-points.ts";
import { issueReward } from "#sync-server/incentive/rewards/issue-reward.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { redeemOnce } from "#sync-server/redemption/redeem-once.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { findTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";
import { writesByName } from "#sync-server/writes.ts";
import type { YearChain } from "./found-year.ts";
import type { YearAct } from "./year-history.ts";

/** What the sales and their returns are sent by. */
const SYSTEM = "pos";

/** Lives a year's acts in a database, one after another. */
export const liveYear = (database: TestDatabase, chain: YearChain) => {
  const redemptions = new Map<number, RedemptionId[]>();
  /** The redemptions of a member that weren't reversed, the latest last. */
  const reversible = (member: number): RedemptionId[] => {
    const ids = redemptions.get(member) ?? [];
    redemptions.set(member, ids);
    return ids;
  };
  const profileOf = (member: number): ProfileId =>
    assertDefined(chain.profileIds[member], "a member of the chain");

  const act = async (deps: WriteDeps, act: YearAct): Promise<unknown> => {
    const profileId = profileOf(act.member);
    switch (act.kind) {
      case "sale":
        return post(deps, act, { transactedAt: act.soldAt, linkedReceiptRef: null });
      case "claim": {
        const { timezone, code } = assertDefined(chain.shops[act.shop], "a shop");
        const totalCents = cents(act.totalCents);
        return mustBeOk(
          await claimTransaction(deps, {
            profileId,
            receipt: { receiptRef: act.receipt, totalCents, locationCode: code },
            boughtAt: dayIn(act.soldAt, timezone),
            timezone: null,
            staffId: null,
            commandId: null,
          }),
        );
      }
      case "return":
        return post(deps, act, { transactedAt: act.at, linkedReceiptRef: act.of });
      case "void": {
        const sale = await findTransaction(deps, SYSTEM, act.receipt);
        assert(sale !== null, "a sale is sent before it is voided");
        const change = { id: sale.id, isVoid: true, profile: null, extra: {} };
        return mustBeOk(await changeTransaction(deps, change));
      }
      case "issue":
        return mustBeOk(
          await issueReward(deps, {
            profileId,
            definition: { id: chain.rewardId },
            valueCents: cents(act.valueCents),
            remainingCents: null,
            issuedAt: null,
            timezone: null,
            externalId: null,
            extra: {},
            commandId: null,
          }),
        );
      case "exchange":
        // With too few points it is refused, in every life alike.
        return exchangePoints(deps, {
          profileId,
          definition: { handle: "for-stars" },
          commandId: null,
        });
      case "redeem": {
        const answer = await redeemOnce(deps, {
          profileId,
          amountCents: cents(act.amountCents),
          strategies: act.rewardsFirst ? ["rewards", "points"] : ["points", "rewards"],
          isStrict: false,
          locationId: null,
          transactionExternalId: null,
          transactionReceiptRef: null,
          meta: "{}",
          commandId: null,
        });
        if (answer.ok) reversible(act.member).push(answer.value.redemptionId);
        return answer;
      }
      case "reverse": {
        const redemptionId = reversible(act.member).pop();
        if (redemptionId === undefined) return;
        return mustBeOk(await reverseRedemption(deps, { redemptionId, by: "head_office" }));
      }
      default:
        return unreachable(act);
    }
  };

  const post = async (
    deps: WriteDeps,
    act: Extract<YearAct, { kind: "sale" | "return" }>,
    more: { readonly transactedAt: Instant; readonly linkedReceiptRef: string | null },
  ) =>
    mustBeOk(
      await postTransaction(deps, {
        mode: "upsert",
        id: null,
        commandId: null,
        transaction: transactionInput(isGuest(act) ? null : profileOf(act.member), {
          system: SYSTEM,
          externalId: act.receipt,
          location: { number: assertDefined(chain.shops[act.shop], "a shop").id },
          totalCents: cents(act.totalCents),
          receiptRef: act.receipt,
          ...more,
        }),
      }),
    );

  return {
    act: (done: YearAct) => database.transact((deps) => act(deps, done), done.at),

    /** Does everything that is due at an instant. */
    sweep: (at: Instant) =>
      sweepDue({
        store: {
          write: (name, _tenantId, input) =>
            database.transact((deps) => writesByName[name](deps, input), at),
        },
        tenantId: TEST_TENANT,
        onFailure: (due, error) => {
          throw new Error(`${due.kind} of ${due.key} fails`, { cause: error });
        },
      }),

    /** What every member has at an instant, as it is read then. */
    look: (at: Instant) => database.transact((deps) => standings(deps, chain, at), at),
  };
};

const isGuest = (act: YearAct): boolean => act.kind === "sale" && act.isGuest;

/** Everything of each member that changes with time, without the ids that a database gives. */
const standings = async (deps: WriteDeps, { profileIds }: YearChain, at: Instant) => {
  const programme = await loadProgramme(deps);
  const holders = profileIds.map((id) => ({ id, region: "All" }));
  const tiers = await readTierStandings(deps, programme, holders, at);
  const all = [];
  for (const profileId of profileIds) {
    const { lots, outstanding } = await readAccount(deps, profileId);
    const held = lots
      .filter(({ remaining }) => remaining > 0)
      .filter((lot) => !isExpired(lot, at))
      .map(({ unit, remaining, issuedAt, activeAt, expiresAt }) =>
        [unit, remaining, issuedAt, activeAt, expiresAt].join(" "),
      )
      .sort();
    const owed = outstanding.map(({ unit, amount }) => `${unit} ${amount}`).sort();
    const profile = assertDefined(await readLivingProfile(deps, profileId), "a member");
    const achievements = (await readAchievements(deps, profile, at)).map(
      ({ record, shown, progress, cycleEndsAt }) => ({
        handle: record.definition.handle,
        ...{ shown, progress, cycleEndsAt },
      }),
    );
    all.push({ held, owed, tiers: tiers.get(profileId) ?? [], achievements });
  }
  return all;
};

const mustBeOk = (result: { readonly ok: boolean }): void => {
  assert(result.ok, `an act of the year: ${JSON.stringify(result)}`);
};
