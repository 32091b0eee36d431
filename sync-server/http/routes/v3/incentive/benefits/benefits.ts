import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  benefitChangeOf,
  benefitChangeSchema,
  benefitIssueOf,
  benefitUseSchema,
  benefitViewSchema,
  newBenefitSchema,
} from "#shared/api/incentive/benefits/benefit.ts";
import { redemptionViewSchema } from "#shared/api/redemption/redemption.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { RedemptionId } from "#shared/kernel/ids.ts";
import { pick } from "#shared/kernel/object.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import {
  holderOf,
  lotRefusals,
  lotRoutes,
  lotRoutesOfProfile,
} from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import {
  type ProfileMount,
  type ProfilePlane,
  profileResource,
} from "#sync-server/http/routes/v3/profile-mount.ts";
import { redemptionViews } from "#sync-server/http/routes/v3/redemption/redemption-view.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { afterWriting, rowWritten, type writing } from "#sync-server/http/routes/v3/write-call.ts";
import { countLots } from "#sync-server/storage/ledger/lot-record-store.ts";
import { readRedemptionsByIds } from "#sync-server/storage/redemption/redemption-list.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { benefitRefusals } from "./benefit-refusals.ts";
import { showBenefits } from "./show-benefits.ts";

const shared = {
  ...lotRoutes("benefit"),
  view: benefitViewSchema,
  show: showBenefits,
  refusals: (currency: Currency) => ({
    ...benefitRefusals(currency),
    ...pick(lotRefusals("benefit", currency), {
      definition_unknown: true,
      profile_unknown: true,
      budget_reached: true,
    }),
    no_codes_left: invalid("benefit_definition_id", "There are no codes left in its pool."),
  }),
};

type Written = Parameters<typeof writing<Plane>>[0];

const changes = {
  change: {
    body: benefitChangeSchema,
    write: async (
      call: Written & { readonly body: z.output<typeof benefitChangeSchema> },
      number: number,
    ) => {
      const benefit = await shared.read(call, number);
      const change = benefitChangeOf(call.body, benefit ?? { timezone: UTC, expiresAt: null });
      const changed = await call.write("changeBenefit", { number, ...change });
      return rowWritten(changed, () => shared.read(call, number));
    },
    summary: "Change how often a benefit can still be used, or when it ends",
  },
  remove: {
    isByHand: true as const,
    write: ({ write }: Written, number: number, by: DoneByHand) =>
      write("changeBenefit", { number, remaining: 0, extra: {}, isDeleted: true, ...by }),
    summary: "Take a benefit back; the ledger keeps its entries, and its code isn't given again",
  },
};

/** `/benefits` (DOMAIN §8.3, §8.6). */
export const benefits = resource({
  ...shared,
  ...changes,
  create: {
    body: newBenefitSchema,
    write: async (call) => {
      const profileId = await holderOf(call, call.body.profile_id);
      const zone = call.body.timezone ?? (await readTenantZone(call.read));
      const input = { ...benefitIssueOf(call.body, zone), profileId, commandId: call.commandId };
      const issued = await call.write("issueBenefit", input);
      return rowWritten(issued, ({ number }) => shared.read(call, number));
    },
    summary: "Issue a benefit",
  },
});

/** The benefits of one profile. */
export const benefitsOfProfile = profileResource({
  ...shared,
  ...changes,
  ...lotRoutesOfProfile("benefit"),
});

/** `GET /benefits.count`. */
export const addBenefitCount = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/benefits.count",
    scopes: ["read-benefits"],
    tag: "benefits",
    summary: "Count benefits, and those that were used at least once",
    answer: z.object({ countAll: z.int(), countRedeemed: z.int() }),
    handle: async ({ read }) => {
      const { all, used } = await countLots(read, "benefit");
      return ok({ countAll: all, countRedeemed: used });
    },
  });
};

/** `POST /profiles/{id}/benefits/{benefit_id}/redeem` (DOMAIN §8.5). */
export const addRedeemBenefit = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/benefits/:benefit_id/redeem",
    scopes: ["redeem-benefits"],
    tag: "benefits",
    summary: "Use a benefit, once or several times",
    params: z.object({ benefit_id: rowNumber }),
    noun: "benefit of this profile",
    body: benefitUseSchema,
    answer: one(redemptionViewSchema),
    status: 201,
    handle: async (call) => {
      const { write, profile, params, body, commandId } = call;
      const input = { profileId: profile.id, number: params.benefit_id, commandId };
      const meta = JSON.stringify(body?.meta ?? null);
      const used = await write("redeemBenefit", { ...input, count: body?.count ?? 1, meta });
      return used.ok
        ? ok({ data: await shownRedemption(call, used.value.redemptionId) })
        : err(byReason(benefitRefusals(call.currency), used.error));
    },
  });
};

/** A redemption that this request has made. */
const shownRedemption = async (call: ProfilePlane, id: RedemptionId) => {
  const { read, currency } = afterWriting(call);
  const [view] = await redemptionViews(read, await readRedemptionsByIds(read, [id]), currency);
  return assertDefined(view, "the redemption just made");
};
