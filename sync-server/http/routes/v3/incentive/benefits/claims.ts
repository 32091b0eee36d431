import {
  benefitClaimOf,
  benefitClaimSchema,
  benefitViewSchema,
} from "#shared/api/incentive/benefits/benefit.ts";
import { benefitDefinitionApi } from "#shared/api/incentive/benefits/benefit-definition.ts";
import { redemptionViewSchema } from "#shared/api/redemption/redemption.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { redemptionViews } from "#sync-server/http/routes/v3/redemption/redemption-view.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { claimableBenefits } from "#sync-server/incentive/benefits/claimable-benefits.ts";
import { readLotRecord } from "#sync-server/storage/ledger/lot-record-store.ts";
import { readRedemptionsByIds } from "#sync-server/storage/redemption/redemption-list.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { benefitRefusals } from "./benefit-refusals.ts";
import { showBenefits, showWithoutPools } from "./show-benefits.ts";

/** `GET /profiles/{id}/benefits/claimable`: what it can claim now (DOMAIN §8.4). */
export const claimable = profileResource({
  path: "/benefits/claimable",
  noun: "claimable benefit",
  tag: "benefits",
  scope: "benefits",
  view: benefitDefinitionApi(ANY_CURRENCY).view,
  all: async ({ read, profile, now }) =>
    claimableBenefits(read, profile, { at: now, timezone: await readTenantZone(read) }),
  show: showWithoutPools,
});

/** `POST /profiles/{id}/benefits/claim`. */
export const claims = profileResource({
  path: "/benefits/claim",
  noun: "claim",
  tag: "benefits",
  scope: "benefits",
  view: benefitViewSchema,
  create: {
    body: benefitClaimSchema,
    write: async ({ read, write, profile, body, commandId }) => {
      const input = { ...benefitClaimOf(body), profileId: profile.id, commandId };
      const claimed = await write("claimBenefit", { ...input, isRedeemed: false });
      return rowWritten(claimed, ({ number }) => readLotRecord(read, "benefit", number));
    },
    summary: "Claim a benefit",
  },
  show: showBenefits,
  refusals: benefitRefusals,
});

/** `POST /profiles/{id}/benefits/claim-redeem`: both or neither. */
export const claimRedeems = profileResource({
  path: "/benefits/claim-redeem",
  noun: "claim",
  tag: "benefits",
  view: redemptionViewSchema,
  create: {
    body: benefitClaimSchema,
    scopes: ["create-benefits", "redeem-benefits"],
    write: async ({ read, write, profile, body, commandId }) => {
      const input = { ...benefitClaimOf(body), profileId: profile.id, commandId };
      const claimed = await write("claimBenefit", { ...input, isRedeemed: true });
      return rowWritten(claimed, async ({ redemptionId }) => {
        const id = assertDefined(redemptionId ?? undefined, "it was redeemed");
        return (await readRedemptionsByIds(read, [id]))[0] ?? null;
      });
    },
    summary: "Claim a benefit and use it once",
  },
  show: ({ read, currency }, rows) => redemptionViews(read, rows, currency),
  refusals: benefitRefusals,
});
