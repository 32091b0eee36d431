import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import {
  benefitExtensionSchema,
  benefitViewSchema,
} from "#shared/api/incentive/benefits/benefit.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { holderOf, lotRoutes } from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import {
  invalid,
  keyReused,
  type RefusalTable,
  staffUnknown,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { afterWriting } from "#sync-server/http/routes/v3/write-call.ts";
import type { ExtendBenefitsRefusal } from "#sync-server/incentive/benefits/extend-benefits.ts";
import { showBenefits } from "./show-benefits.ts";

const { readAll } = lotRoutes("benefit");

/** `/benefits/extend` (DOMAIN §8.6): all the benefits in the body, or none. */
export const addBenefitExtension = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/benefits/extend",
    scopes: ["update-benefits"],
    tag: "benefits",
    summary: "Extend benefits of one profile",
    description: "Days are added to the end of each, even if that has passed.",
    body: benefitExtensionSchema,
    answer: one(z.array(benefitViewSchema)),
    handle: async (call) => {
      const { profile_id: id, ...extension } = call.body;
      const input = { ...extension, profileId: await holderOf(call, id) };
      const done = await call.write("extendBenefits", { ...input, commandId: call.commandId });
      if (!done.ok) return err(byReason(REFUSALS, done.error));
      const plane = afterWriting(call);
      const data = await showBenefits(plane, await readAll(plane, input.numbers));
      return ok({ data });
    },
  });
};

const about =
  (message: string) =>
  ({ number }: { readonly number: number }) =>
    invalid("ids", `${message}: ${number}.`);

const REFUSALS: RefusalTable<ExtendBenefitsRefusal> = {
  key_reused: keyReused,
  too_many_an_hour: tooManyAnHour,
  profile_unknown: unknown("profile"),
  staff_unknown: staffUnknown,
  lot_unknown: about("The profile has no such benefit"),
  not_extendable: about("Its definition doesn't let this benefit be extended"),
  never_expires: about("This benefit never expires"),
  extension_missing: about("Nothing says how far to extend this benefit"),
  not_later: about("It must be later than the current end of this benefit"),
  value_not_positive: about("This benefit was issued for nothing"),
  remaining_below_zero: about("Nothing is left of this benefit"),
  remaining_over_initial: about("More would be left than was issued"),
  expires_before_issue: about("It would end before it was issued"),
};
