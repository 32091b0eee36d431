import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { isExpired, type Lot } from "#shared/ledger/lot.ts";
import { readAchievements } from "#sync-server/incentive/achievements/read-achievements.ts";
import { withBalances } from "#sync-server/incentive/credits/gift-card-balances.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { sweepDue } from "#sync-server/jobs/sweep-due.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId } from "#sync-server/testing/seed.ts";
import { writeNamed } from "#sync-server/writes.ts";
import type { YearChain } from "./found-year.ts";
import { attemptOf, type Done } from "./year-acts.ts";
import type { YearAct } from "./year-history.ts";

/**
 * Lives a year's acts in a database, one after another. Lives that share a database each have a
 * name of their own, and members.
 */
export const liveYear = (database: TestDatabase, chain: YearChain, life = "") => {
  const all = chain.profileIds.map(
    (): Done => ({ redeemed: [], benefits: [], cards: [], freezes: [] }),
  );
  return {
    /** Does something, perhaps more often than once; what it was answered each time. */
    act: async (act: YearAct, times = 1): Promise<readonly unknown[]> => {
      const profileId = assertDefined(chain.profileIds[act.member], "a member of the chain");
      const done = assertDefined(all[act.member], "what a member has done");
      const by = { chain, profileId, done, commandId: newCommandId(), life };
      const attempt = attemptOf(act, by);
      const answers: unknown[] = [];
      for (let time = 0; attempt !== null && time < times; time++) {
        answers.push(await database.transact(attempt, addMs(act.at, time)));
      }
      return answers;
    },

    /** Does everything that is due at an instant. */
    sweep: (at: Instant) =>
      sweepDue({
        store: {
          write: (name, _tenantId, input) =>
            database.transact((deps) => writeNamed(name, true)(deps, input), at),
        },
        tenantId: TEST_TENANT,
        onFailure: (due, error) => {
          throw new Error(`${due.kind} of ${due.key} fails`, { cause: error });
        },
      }),

    /** What every member has at an instant, as it is read then. */
    look: (at: Instant) => database.transact((deps) => standings(deps, chain, all, at), at),
  };
};

/** Everything of each member that changes with time, without the ids that a database gives. */
const standings = async (
  deps: WriteDeps,
  { profileIds }: YearChain,
  done: readonly Done[],
  at: Instant,
) => {
  const programme = await loadProgramme(deps);
  const holders = profileIds.map((id) => ({ id, region: "All" }));
  const tiers = await readTierStandings(deps, programme, holders, at);
  const all = [];
  for (const [member, profileId] of profileIds.entries()) {
    const { lots, outstanding, freeze } = await readAccount(deps, profileId);
    const profile = assertDefined(await readLivingProfile(deps, profileId), "a member");
    const achievements = (await readAchievements(deps, profile, at)).map(
      ({ record, shown, progress, cycleEndsAt }) => ({
        handle: record.definition.handle,
        ...{ shown, progress, cycleEndsAt },
      }),
    );
    all.push({
      held: heldOf(lots, at),
      owed: outstanding.map(({ unit, amount }) => `${unit} ${amount}`).sort(),
      tiers: tiers.get(profileId) ?? [],
      achievements,
      cards: await cardsOf(deps, done[member]?.cards ?? [], at),
      isFrozen: freeze !== null,
    });
  }
  return all;
};

export type YearStanding = Awaited<ReturnType<typeof standings>>[number];

/** What is left of each unit, by when it begins and ends: several lots or one are the same. */
const heldOf = (lots: readonly Lot[], at: Instant): Readonly<Record<string, number>> => {
  const held: Record<string, number> = {};
  for (const lot of lots.filter((each) => each.remaining > 0 && !isExpired(each, at))) {
    const key = `${lot.unit} ${lot.issuedAt} ${lot.activeAt} ${lot.expiresAt}`;
    held[key] = (held[key] ?? 0) + lot.remaining;
  }
  return held;
};

const cardsOf = async (deps: WriteDeps, ids: Done["cards"], at: Instant) => {
  const cards = await Promise.all(ids.map((id) => giftCardStore.read(deps, id)));
  const known = cards.flatMap((card) => card ?? []);
  return (await withBalances(deps, known, at)).map(({ remainingCents, expiresAt }) => ({
    remainingCents,
    expiresAt,
  }));
};
