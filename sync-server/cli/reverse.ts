import { unreachable } from "#shared/kernel/assert.ts";
import { redemptionIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import type { ReversalRefusal } from "#sync-server/redemption/reverse.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/** `npm run reverse -- --redemption N`: reverses a redemption, however old it is. */
const main = async (): Promise<Result<string, string>> => {
  const line = readCommandLine(process.argv.slice(2), ["redemption"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const id = redemptionIdSchema.safeParse(Number(own["redemption"]));
  if (!id.success) {
    const wrong = own["redemption"] === undefined ? "is missing" : "isn't a whole number above 0";
    return err(`--redemption ${wrong}. Write the number of a redemption.`);
  }
  return withStore(config, { create: false }, async (store) => {
    const input = { redemptionId: id.data, by: "head_office" } as const;
    const reversed = await store.write("reverseRedemption", config.tenant, input);
    if (reversed.ok) return ok(`Redemption ${id.data} is reversed, by reversal ${reversed.value}.`);
    return err(sentenceOf(reversed.error));
  });
};

const sentenceOf = (refusal: ReversalRefusal): string => {
  switch (refusal.reason) {
    case "redemption_unknown":
      return "There is no such redemption.";
    case "pays_for_sale":
      return `Transaction ${refusal.transactionId} was paid with it. Void the transaction; that reverses the redemption too.`;
    case "returned":
      return "Some of it has been given back for returned goods. Give back the rest in the same way.";
    case "card_not_active":
      return "The gift card that paid is void, or was moved to an account.";
    case "too_late":
      return "It is too late to reverse it.";
    default:
      return unreachable(refusal);
  }
};

await report(main());
