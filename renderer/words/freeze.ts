import type { FreezeReason } from "#shared/ledger/freeze.ts";
import type { Sentence } from "./sentence.ts";

/**
 * That nothing can be redeemed from an account, why, and what to do at the counter. The customer
 * may be reading along, so it accuses nobody.
 */
export const freezeSentence = (reason: FreezeReason): Sentence => ({
  title: "This account is frozen. Nothing can be redeemed.",
  advice: `${WHY[reason]} Serve without redeeming; purchases still earn. Head office can tell you more.`,
});

const WHY: Readonly<Record<FreezeReason, string>> = {
  fraud: "Head office is checking how it has been used.",
  dispute: "A purchase or redemption is in dispute.",
  card_lost: "A card was reported lost or stolen.",
  customer_request: "The customer asked for this.",
  review: "Head office is reviewing it.",
};
