import {
  newRewardSchema,
  rewardChangeSchema,
  rewardView,
  rewardViewSchema,
} from "#shared/api/reward.ts";
import { rewardDefinitionApi } from "#shared/api/reward-definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  expiryOf,
  issueOf,
  lotExtraOf,
  lotRefusals,
  lotRoutes,
  showLots,
} from "#sync-server/http/routes/v3/lots/lot-routes.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { ChangeRewardRefusal } from "#sync-server/incentive/change-reward.ts";
import type { LotRecord } from "#sync-server/storage/lot-table.ts";

const lots = lotRoutes("reward");

type ChangeRefusal = ChangeRewardRefusal | { readonly reason: "value_initial_fixed" };

/** `/rewards` and the rewards of one profile (DOMAIN §6.3, §6.4). */
export const rewards = resource({
  ...lots,
  view: rewardViewSchema,
  create: {
    body: newRewardSchema,
    keyedBy: "issue_reward",
    write: async (call) => {
      const { body } = call;
      const issued = await call.write("issueReward", {
        ...(await issueOf(call, body.reward_definition_id, body.reward_definition_handle)),
        valueCents: body.value_initial ?? null,
        remainingCents: body.value_remaining ?? null,
        timezone: body.timezone ?? null,
        externalId: body.external_id ?? null,
      });
      return issued.ok ? ok(await written(call, issued.value.number)) : issued;
    },
    summary: "Issue a reward",
  },
  change: {
    body: rewardChangeSchema,
    write: async (call, number): Promise<Result<LotRecord, ChangeRefusal>> => {
      const { body } = call;
      const lot = await lots.read(call, number);
      if (!lot) return err({ reason: "reward_unknown" });
      if (body.value_initial !== undefined && body.value_initial !== lot.initial) {
        return err({ reason: "value_initial_fixed" });
      }
      const changed = await call.write("changeReward", {
        number,
        remainingCents: body.value_remaining,
        expiresAt:
          body.expires_at === undefined ? undefined : expiryOf(body.expires_at, lot.timezone),
        extra: lotExtraOf(body),
      });
      return changed.ok ? ok(await written(call, number)) : changed;
    },
    summary: "Change what remains of a reward, or when it expires",
  },
  remove: {
    write: ({ write }, number) =>
      write("changeReward", { number, remainingCents: cents(0), extra: {} }),
    summary: "Cancel what remains of a reward",
  },
  show: showLots("reward", rewardDefinitionApi.show, rewardView),
  refusals: {
    ...lotRefusals("reward"),
    value_initial_fixed: invalid(
      "value_initial",
      "The issued value can't be changed; change value_remaining, or issue another reward.",
    ),
  },
});

const written = async (plane: Plane, number: number): Promise<LotRecord> =>
  assertDefined(await lots.read(plane, number), "the reward just written");
