import type { FreezeReason } from "#shared/ledger/freeze.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/**
 * That nothing can be redeemed from an account, why, and what to do at the counter. The customer
 * may be reading along, so it accuses nobody.
 */
export const freezeSentence = (reason: FreezeReason): Sentence => ({
  title: say("freeze.title"),
  advice: `${say(`freeze.${reason}`)} ${say("freeze.advice")}`,
});
