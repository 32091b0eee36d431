import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { whyCommandSchema, whyCommandView } from "#shared/api/ledger/why.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { explainCommand } from "#sync-server/ledger/why.ts";

/** `GET /commands/{id}/why`: why it issued, redeemed or was refused (DOMAIN §11.11). */
export const addWhyCommand = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/commands/:id/why",
    scopes: ["read-ledgers"],
    tag: "ledgers",
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
