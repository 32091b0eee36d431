import { profileIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { showProductSome } from "#sync-server/catalogue/show-product.ts";
import { handOverSome } from "#sync-server/clienteling/hand-over-book.ts";
import { checkClaim } from "#sync-server/commerce/claims/match-claim.ts";
import { endExpiredCardHold } from "#sync-server/incentive/credits/card-hold.ts";
import { endExpiredCreditHold } from "#sync-server/incentive/credits/credit-hold.ts";
import { revertCard } from "#sync-server/incentive/credits/revert-card.ts";
import { judgeTiers } from "#sync-server/incentive/tiers/judge-tiers.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { sendAccountAgain } from "#sync-server/ledger/send-account-again.ts";
import { forgetTemporary } from "#sync-server/merging/forget-temporary.ts";
import { resendSome } from "#sync-server/profile/resend-profiles.ts";
import { type Due, type DueKind, setDue } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Does what is due for a key, as of now, and returns when it is due next; null for never. It may be
 * called when nothing is due any more, and by two servers at once, so it checks before it acts.
 */
type DueHandler = (deps: WriteDeps, key: string) => Promise<Instant | null>;

const handlers: Readonly<Record<DueKind, DueHandler>> = {
  expire_lots: (deps, key) => expireLots(deps, profileIdSchema.parse(key)),
  send_account: (deps, key) => sendAccountAgain(deps, profileIdSchema.parse(key)),
  end_card_hold: endExpiredCardHold,
  end_credit_hold: endExpiredCreditHold,
  revert_card: revertCard,
  check_claim: checkClaim,
  resend_profiles: resendSome,
  forget_temporary: (deps, key) => forgetTemporary(deps, profileIdSchema.parse(key)),
  show_product: showProductSome,
  hand_over_book: handOverSome,
  judge_tiers: (deps, key) => judgeTiers(deps, profileIdSchema.parse(key)),
};

/** Does what is due and sets when it is due next, in one transaction ([D3]). */
export const handleDue = async (deps: WriteDeps, { kind, key }: Due): Promise<void> => {
  await setDue(deps, { kind, key }, await handlers[kind](deps, key));
};
