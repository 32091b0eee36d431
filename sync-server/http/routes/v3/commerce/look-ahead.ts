import {
  basketOf,
  lookAheadBodySchema,
  lookAheadSchema,
  lookAheadView,
} from "#shared/api/commerce/look-ahead.ts";
import { one } from "#shared/api/envelope.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { completeTransaction } from "#sync-server/commerce/complete-transaction.ts";
import { type LookAheadRefusal, lookAhead } from "#sync-server/commerce/earning/look-ahead.ts";
import { invalid, type RefusalTable } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { transactionInputOf } from "./transaction-body.ts";
import { REFERENCE_REFUSALS } from "./transactions.ts";

const REFUSALS: RefusalTable<LookAheadRefusal> = {
  ...REFERENCE_REFUSALS,
  points_unknown: invalid("handle", "There is no point definition with this handle."),
};

/** `POST /rates/calculate`: what a basket would earn before it is sold (DOMAIN §7.3). */
export const addLookAhead = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/rates/calculate",
    scopes: ["read-rate", "read-profiles"],
    tag: "rates",
    summary: "Calculate what a basket would earn",
    description:
      "Takes the body of a sale and writes nothing: posting it would earn the same. A guest's basket shows what it would earn for a new profile.",
    body: lookAheadBodySchema,
    isInNamedCurrency: true,
    answer: one(lookAheadSchema),
    handle: async ({ read, now, body, currency }) => {
      const basket = basketOf(body, now);
      if (!basket) return err(invalid("total", "Send the total or the items of the basket."));
      const { handle = null, region_id, country_iso_2, tier_handle } = body;
      const foreseen = await lookAhead(
        { ...read, now },
        completeTransaction(transactionInputOf(basket), null),
        {
          handle,
          region: region_id ?? undefined,
          country: country_iso_2 ?? undefined,
          tierHandle: tier_handle ?? undefined,
        },
      );
      return foreseen.ok
        ? ok({ data: lookAheadView(foreseen.value, handle, currency) })
        : err(byReason(REFUSALS, foreseen.error));
    },
  });
};
