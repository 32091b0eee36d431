import { z } from "zod";
import { extensionOf, extensionSchema } from "#shared/api/ledger/lot-extension.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import type { MoneyUnit } from "#sync-server/incentive/issue-money.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import { extensionRefusals, holderOf, lotRefusals, lotRoutes } from "./lot-routes.ts";

const WRITES = { reward: "extendRewards", credit: "extendCredits" } as const satisfies Record<
  MoneyUnit,
  string
>;

/** `/rewards/extend` and `/credits/extend` (DOMAIN §6.5, [C12]): all in the body, or none. */
export const lotExtensions = <V extends z.ZodType>(
  unit: MoneyUnit,
  {
    view,
    show,
    summary,
    description,
  }: {
    readonly view: V;
    readonly show: (plane: Plane, lots: readonly LotRecord[]) => Promise<z.output<V>[]>;
    readonly summary: string;
    readonly description: string;
  },
) => {
  const { path, readAll } = lotRoutes(unit);
  return resource({
    path: `${path}/extend`,
    noun: "extension",
    tag: `${unit}s`,
    partOf: `${unit}s`,
    view: z.array(view),
    create: {
      body: extensionSchema,
      status: 200,
      write: async ({ body, ...call }) => {
        const profileId = await holderOf(call, body.profile_id);
        const input = { ...extensionOf(body), profileId, commandId: call.commandId };
        const extended = await call.write(WRITES[unit], input);
        return rowWritten(extended, () => readAll(call, body.ids));
      },
      summary,
      description,
    },
    show: (plane, extensions) => Promise.all(extensions.map((lots) => show(plane, lots))),
    refusals: (currency) => ({ ...lotRefusals(unit, currency), ...extensionRefusals(unit) }),
  });
};
