import { one } from "#shared/api/envelope.ts";
import {
  liabilityCsv,
  liabilityQuerySchema,
  liabilitySchema,
  liabilityView,
} from "#shared/api/ledger/liability.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { reportLiability } from "#sync-server/incentive/liability.ts";

/** `GET /liability`: what is outstanding, and what happened to the rest (DOMAIN §11.10). */
export const addLiability = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/liability",
    scopes: ["read-liability"],
    tag: "liability",
    summary: "Report what is outstanding over a span of days",
    description: "By definition and expiry month. `format=csv` answers with the rows as CSV.",
    query: liabilityQuerySchema,
    answer: one(liabilitySchema),
    handle: async ({ read, now, currency, query, reply }) => {
      const report = await reportLiability(read, query, now);
      if (!report.ok) return err(invalid("from", "The first day must not be after the last."));
      const data = liabilityView(report.value, currency);
      const { format = "json" } = query;
      switch (format) {
        case "json":
          return ok({ data });
        case "csv":
          reply.type("text/csv; charset=utf-8").serializer(() => liabilityCsv(data));
          return ok({ data });
        default:
          return unreachable(format);
      }
    },
  });
};
