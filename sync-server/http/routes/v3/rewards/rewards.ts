import {
  newRewardSchema,
  rewardChangeOf,
  rewardChangeSchema,
  rewardIssueOf,
  rewardView,
  rewardViewSchema,
} from "#shared/api/reward.ts";
import { rewardDefinitionApi } from "#shared/api/reward-definition.ts";
import { cents } from "#shared/kernel/money.ts";
import { UTC } from "#shared/kernel/time.ts";
import {
  holderOf,
  lotRefusals,
  lotRoutes,
  lotRoutesOfProfile,
  showLots,
} from "#sync-server/http/routes/v3/lots/lot-routes.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { resource, rowWritten } from "#sync-server/http/routes/v3/resource.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

const shared = {
  ...lotRoutes("reward"),
  view: rewardViewSchema,
  show: showLots("reward", rewardDefinitionApi, rewardView),
};

const LOCAL_TIMES =
  "A time without an offset is local to the reward's `timezone`; the answer gives it in UTC. An `expires_at` sent back as it was read changes nothing.";

/** `/rewards` (DOMAIN §6.3, §6.4). */
export const rewards = resource({
  ...shared,
  create: {
    body: newRewardSchema,
    keyedBy: "issue_reward",
    write: async (call) => {
      const profileId = await holderOf(call, call.body.profile_id);
      const zone = call.body.timezone ?? (await readTenantZone(call.read));
      const input = { ...rewardIssueOf(call.body, zone), profileId, commandId: call.commandId };
      const issued = await call.write("issueReward", input);
      return rowWritten(issued, ({ number }) => shared.read(call, number));
    },
    summary: "Issue a reward",
    description: LOCAL_TIMES,
  },
  change: {
    body: rewardChangeSchema,
    write: async (call, number) => {
      const reward = await shared.read(call, number);
      const changes = rewardChangeOf(call.body, reward ?? { timezone: UTC, expiresAt: null });
      const changed = await call.write("changeReward", { number, ...changes });
      return rowWritten(changed, () => shared.read(call, number));
    },
    summary: "Change the value of a reward, what remains of it, or when it expires",
    description: LOCAL_TIMES,
  },
  remove: {
    write: ({ write }, number) =>
      write("changeReward", { number, remainingCents: cents(0), extra: {}, isDeleted: true }),
    summary: "Delete a reward; the ledger keeps its entries",
  },
  refusals: (currency) => lotRefusals("reward", currency),
});

/** The rewards of one profile. */
export const rewardsOfProfile = profileResource({ ...shared, ...lotRoutesOfProfile("reward") });
