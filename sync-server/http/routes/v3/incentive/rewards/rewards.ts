import {
  exchangeOf,
  newRewardSchema,
  rewardExchangeSchema,
  rewardIssueOf,
  rewardView,
  rewardViewSchema,
} from "#shared/api/incentive/rewards/reward.ts";
import { rewardDefinitionApi } from "#shared/api/incentive/rewards/reward-definition.ts";
import { lotExtensions } from "#sync-server/http/routes/v3/ledger/lot-extensions.ts";
import {
  exchangeRefusals,
  holderOf,
  lotRefusals,
  lotRoutes,
  lotRoutesOfProfile,
  showLots,
} from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import { moneyLotChanges } from "#sync-server/http/routes/v3/ledger/money-lots.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** Rewards as the API shows them, each with its definition. */
export const showRewards = showLots("reward", rewardDefinitionApi, rewardView);

const shared = { ...lotRoutes("reward"), view: rewardViewSchema, show: showRewards };

const LOCAL_TIMES =
  "A time without an offset is local to the reward's `timezone`; the answer gives it in UTC. An `expires_at` sent back as it was read changes nothing.";

const changes = moneyLotChanges("reward");

/** `/rewards` (DOMAIN §6.3, §6.4). */
export const rewards = resource({
  ...shared,
  create: {
    body: newRewardSchema,
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
  remove: changes.remove,
  change: { ...changes.change, description: LOCAL_TIMES },
  refusals: (currency) => lotRefusals("reward", currency),
});

/** `/rewards/extend`. */
export const rewardExtensions = lotExtensions("reward", {
  ...shared,
  summary: "Extend rewards of one profile",
  description:
    "Adds `extend_days` to the expiry of each, even if that has passed, or moves it to `extend_date`; without either, by the `extend_days` of its definition. A reward may still have expired: see `is_expired`.",
});

/** `/rewards/exchange` (DOMAIN §7.5): a reward for points. */
export const rewardExchanges = resource({
  path: "/rewards/exchange",
  noun: "exchange",
  tag: "rewards",
  partOf: "rewards",
  view: rewardViewSchema,
  create: {
    body: rewardExchangeSchema,
    write: async (call) => {
      const profileId = await holderOf(call, call.body.profile_id);
      const input = { ...exchangeOf(call.body), profileId, commandId: call.commandId };
      const exchanged = await call.write("exchangePoints", input);
      return rowWritten(exchanged, ({ number }) => shared.read(call, number));
    },
    summary: "Exchange points for a reward",
    description:
      "Takes the `point_price` of the reward's definition from the points that expire first. Deleting the reward before any of it is used gives the points back.",
  },
  show: shared.show,
  refusals: (currency) => ({ ...lotRefusals("reward", currency), ...exchangeRefusals }),
});

/** The rewards of one profile. */
export const rewardsOfProfile = profileResource({ ...shared, ...lotRoutesOfProfile("reward") });
