import type { z } from "zod";
import { rewardChangeOf, rewardChangeSchema } from "#shared/api/incentive/rewards/reward.ts";
import { cents } from "#shared/kernel/money.ts";
import { UTC } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { rowWritten, type WriteCall } from "#sync-server/http/routes/v3/write-call.ts";
import type { MoneyUnit } from "#sync-server/incentive/issue-money.ts";
import { lotRoutes } from "./lot-routes.ts";

const WRITES = { reward: "changeReward", credit: "changeCredit" } as const satisfies Readonly<
  Record<MoneyUnit, string>
>;

type Change = z.output<ReturnType<typeof rewardChangeSchema>>;

/** How a reward or credit is changed and deleted: both are money (DOMAIN §6.3, §9.3). */
export const moneyLotChanges = (unit: MoneyUnit) => {
  const { read } = lotRoutes(unit);
  return {
    change: {
      body: rewardChangeSchema,
      write: async (call: WriteCall<Plane, Change>, number: number) => {
        const lot = await read(call, number);
        const changes = rewardChangeOf(call.body, lot ?? { timezone: UTC, expiresAt: null });
        const changed = await call.write(WRITES[unit], { number, ...changes });
        return rowWritten(changed, () => read(call, number));
      },
      summary: `Change the value of a ${unit}, what remains of it, or when it expires`,
    },
    remove: {
      isByHand: true as const,
      write: ({ write }: Plane, number: number, by: DoneByHand) =>
        write(WRITES[unit], {
          ...{ number, remainingCents: cents(0), extra: {}, isDeleted: true },
          ...by,
        }),
      summary: `Delete a ${unit}; the ledger keeps its entries`,
    },
  };
};
