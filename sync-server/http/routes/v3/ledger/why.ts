import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  whyCommandSchema,
  whyCommandView,
  whyLotSchema,
  whyLotView,
  whyTransactionSchema,
  whyTransactionView,
} from "#shared/api/ledger/why.ts";
import { commandIdSchema, redemptionIdSchema, transactionIdSchema } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { explainCommand, explainLot, explainTransaction } from "#sync-server/commerce/why.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { readRedemptionsByIds } from "#sync-server/storage/redemption/redemption-list.ts";
import { lotRoutes } from "./lot-routes.ts";

/** Whatever is shown can be asked about by its id (DOMAIN §11.11). */
export const addWhy = (mount: Mount): void => {
  addWhyCommand(mount);
  addWhyRedemption(mount);
  addWhyTransaction(mount);
  addWhyLots(mount);
};

const SHARED = { method: "GET", scopes: ["read-ledgers"], tag: "ledgers" } as const;

/** `GET /commands/{id}/why`: why it issued, redeemed or was refused. */
const addWhyCommand = (mount: Mount): void => {
  addRoute(mount, {
    ...SHARED,
    url: "/commands/:id/why",
    summary: "Explain an issue, a redemption or a refusal",
    description: "The id of a device's command, or the `command_id` of an event or entry.",
    params: z.object({ id: commandIdSchema }),
    noun: "command",
    answer: one(whyCommandSchema),
    handle: async ({ read, currency, params }) => {
      const explained = await explainCommand(read, params.id);
      return explained
        ? ok({ data: whyCommandView(explained, currency) })
        : err(unknown("command"));
    },
  });
};

/** `GET /redemptions/{id}/why`: the same of what redeemed, reversed or returned. */
const addWhyRedemption = (mount: Mount): void => {
  addRoute(mount, {
    ...SHARED,
    url: "/redemptions/:id/why",
    summary: "Explain a redemption, a reversal or a return",
    params: z.object({ id: rowNumber.pipe(redemptionIdSchema) }),
    noun: "redemption",
    answer: one(whyCommandSchema),
    handle: async ({ read, currency, params }) => {
      const [redemption] = await readRedemptionsByIds(read, [params.id]);
      const explained = redemption && (await explainCommand(read, redemption.commandId));
      return explained
        ? ok({ data: whyCommandView(explained, currency) })
        : err(unknown("redemption"));
    },
  });
};

/** `GET /transactions/{id}/why`: by which rates it earned, and what it issued or took back. */
const addWhyTransaction = (mount: Mount): void => {
  addRoute(mount, {
    ...SHARED,
    url: "/transactions/:id/why",
    summary: "Explain what a transaction earned, issued or took back",
    params: z.object({ id: rowNumber.pipe(transactionIdSchema) }),
    noun: "transaction",
    answer: one(whyTransactionSchema),
    handle: async ({ read, currency, params }) => {
      const explained = await explainTransaction(read, params.id);
      return explained
        ? ok({ data: whyTransactionView(explained.transaction, explained, currency) })
        : err(unknown("transaction"));
    },
  });
};

/** `GET /rewards/{id}/why`, and so of points, benefits and credits: where it is from and went. */
const addWhyLots = (mount: Mount): void => {
  for (const unit of unitSchema.options) {
    const { path, noun, id, read: readLot } = lotRoutes(unit);
    addRoute(mount, {
      ...SHARED,
      url: `${path}/:id/why`,
      summary: `Explain what is left of a ${noun}`,
      params: z.object({ id }),
      noun,
      answer: one(whyLotSchema),
      handle: async (call) => {
        const { read, currency, params } = call;
        const lot = await readLot(call, params.id);
        return lot
          ? ok({ data: whyLotView(lot, await explainLot(read, lot), currency) })
          : err(unknown(noun));
      },
    });
  }
};
