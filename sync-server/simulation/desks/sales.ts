import { onReceipt } from "#shared/commerce/claim.ts";
import type { ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { dayIn } from "#shared/kernel/time.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import { claimTransaction } from "#sync-server/commerce/claims/claim-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { holdCredit } from "#sync-server/incentive/credits/credit-hold.ts";
import { issueCredit } from "#sync-server/incentive/issue-money.ts";
import { redeemOnce } from "#sync-server/redemption/redeem-once.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { type SaleNow, saleNow } from "#sync-server/simulation/world/sale-now.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";
import type { Desk, DeskAct } from "./desk.ts";

/** The till's own word for a receipt, as different systems write it. */
const SPELLINGS = [
  (ref: string) => ref,
  (ref: string) => ref.toLowerCase().replace("-", " "),
  (ref: string) => `#${ref}`,
] as const;

/** What was redeemed for a sale that isn't posted yet. */
type PaidSale = {
  readonly sale: SaleNow;
  readonly by: ProfileId;
  readonly id: RedemptionId;
  readonly creditCents: number;
};

/** Sales are paid with rewards, points and credit, and linked to what was redeemed for them. */
export const saleActs = (desk: Desk): readonly DeskAct[] => {
  const { server, chain, random, history, call, note, newKey, aProfile } = desk;
  const unlinked: PaidSale[] = [];
  const linked = new Set<string>();

  const redeemFor = async (): Promise<void> => {
    const location = random.pick(chain.locations);
    const sale = saleNow(location.id, server.clock());
    const profileId = aProfile();
    const strategies: readonly Strategy[] = random.pick([
      ["rewards", "points"],
      ["rewards", "points"],
      ["rewards", "credits"],
    ]);
    const amountCents = cents(random.between(100, 2_500));
    const commandId = newKey();
    note(`redeems ${amountCents} of ${profileId} for ${sale.receiptRef} at ${location.id}`);
    history.asked.set(commandId, { strategies, basketCents: sale.basketCents, heldCredit: null });
    const done = await call(redeemOnce, {
      profileId,
      amountCents,
      strategies,
      basketCents: sale.basketCents,
      isStrict: random.chance(0.4),
      locationId: location.id,
      transactionExternalId: random.chance(0.5) ? sale.externalId : null,
      transactionReceiptRef: random.pick(SPELLINGS)(sale.receiptRef),
      meta: "{}",
      commandId,
    });
    history.count(`for a sale ${done?.ok ? "redeemed" : done?.error.reason}`);
    if (!done?.ok) return;
    const { redemptionId } = done.value;
    if (random.chance(0.15)) await call(reverseRedemption, { redemptionId, by: "head_office" });
    else {
      const credit = done.value.draws.filter(({ unit }) => unit === "credit");
      const creditCents = -credit.reduce((sum, { valueCents }) => sum + valueCents, 0);
      unlinked.push({ sale, by: profileId, id: redemptionId, creditCents });
    }
  };

  /** Sometimes it turns out to be a smaller sale than the till had said. */
  const linkSale = async (): Promise<void> => {
    const next = unlinked.pop();
    if (!next || linked.has(next.sale.externalId)) return redeemFor();
    const { sale, by, id, creditCents } = next;
    const totalCents = cents(Math.max(1, Math.floor(sale.basketCents / random.pick([1, 1, 4]))));
    const posted = await post(sale.externalId, by, {
      location: { number: sale.locationId },
      totalCents,
      receiptRef: sale.receiptRef,
      redemptionId: id,
    });
    if (!posted) return;
    const sent = history.transactions.get(sale.externalId);
    if (sent) history.transactions.set(sale.externalId, { ...sent, creditCents });
    if (creditCents > 0) history.count("sale paid with credit");
    linked.add(sale.externalId);
    history.count("sale linked");
  };

  const post = async (
    externalId: string,
    profileId: ProfileId | null,
    more: Partial<TransactionInput> & Pick<TransactionInput, "totalCents">,
    returnOf: string | null = null,
  ): Promise<boolean> => {
    const transaction = transactionInput(profileId, {
      system: "till",
      externalId,
      transactedAt: server.clock(),
      ...more,
    });
    note(`sale ${externalId} of ${more.totalCents}`);
    const input = { mode: "upsert", id: null, commandId: null, transaction } as const;
    const done = await call(postTransaction, input);
    if (!done?.ok) return false;
    history.transactions.set(externalId, { profileId, totalCents: more.totalCents, returnOf });
    return true;
  };

  /** What a sale earned is spent before its goods come back, so that it's owed ([P11]). */
  const returnSpent = async (): Promise<void> => {
    const profileId = aProfile();
    const externalId = `returned ${history.transactions.size}`;
    const totalCents = random.between(1_000, 20_000);
    const sold = { receiptRef: externalId, totalCents: cents(totalCents) };
    if (!(await post(externalId, profileId, sold))) return;
    const commandId = newKey();
    const basketCents = cents(100_000);
    history.asked.set(commandId, { strategies: ["points"], basketCents, heldCredit: null });
    await call(redeemOnce, {
      profileId,
      amountCents: cents(20_000),
      strategies: ["points"],
      basketCents,
      isStrict: false,
      locationId: null,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: "{}",
      commandId,
    });
    const back = { linkedReceiptRef: externalId, totalCents: cents(-totalCents) };
    await post(`${externalId} back`, profileId, back, externalId);
  };

  return [redeemFor, redeemFor, linkSale, returnSpent];
};

/** Credit is issued, held for one checkout, and paid with by the same one or by another ([C10]). */
export const creditActs = (desk: Desk): readonly DeskAct[] => {
  const { server, random, history, call, newKey, aProfile, extraIds } = desk;
  const issued: Issued[] = [];
  const holds = new Map<number, { readonly token: string; readonly until: number }>();

  const issue = async (): Promise<void> => {
    if (issued.length >= CREDITS_MAX) return pay(random.pick(issued));
    const profileId = aProfile();
    const done = await call(issueCredit, {
      profileId,
      definition: { id: extraIds.credit },
      valueCents: cents(random.between(100, 3_000)),
      remainingCents: null,
      issuedAt: null,
      timezone: null,
      externalId: null,
      extra: {},
      commandId: newKey(),
    });
    if (done?.ok) issued.push({ profileId, number: done.value.number });
  };

  const pay = async ({ profileId, number }: Issued): Promise<void> => {
    const held = holds.get(number);
    const isHeld = held !== undefined && held.until > server.clock();
    const lockToken = random.chance(0.3) ? (held?.token ?? null) : null;
    const commandId = newKey();
    const heldCredit = isHeld && lockToken !== held.token ? number : null;
    history.asked.set(commandId, { strategies: ["credits"], basketCents: null, heldCredit });
    const done = await call(redeemOnce, {
      profileId,
      lockToken,
      amountCents: cents(random.between(50, 2_000)),
      strategies: ["credits"],
      isStrict: random.chance(0.5),
      locationId: null,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: "{}",
      commandId,
    });
    history.count(`credit ${done?.ok ? "paid" : done?.error.reason}`);
    if (done?.ok && lockToken !== null) holds.delete(number);
  };

  const hold = async (): Promise<void> => {
    if (issued.length === 0) return issue();
    const credit = random.pick(issued);
    const { number } = credit;
    const until = server.clock() + HOLD_MS;
    const lockToken = holds.get(number)?.token ?? null;
    const done = await call(holdCredit, { number, lockToken, forMs: HOLD_MS, commandId: newKey() });
    if (done?.ok) holds.set(number, { token: done.value.lockToken, until });
    if (random.chance(0.6)) await pay(credit);
  };

  const payWithAny = () => (issued.length === 0 ? issue() : pay(random.pick(issued)));
  return [issue, hold, payWithAny];
};

type Issued = { readonly profileId: ProfileId; readonly number: number };

const HOLD_MS = 15 * 60_000;

/** Accounts of many lots are sent to devices in few ([S23]), which can't be compared in the end. */
const CREDITS_MAX = 4;

/**
 * Sales without a name are claimed by one customer or by two, before or after they arrive ([J2]).
 */
export const claimActs = (desk: Desk): readonly DeskAct[] => {
  const { server, chain, random, history, call, newKey, aProfile } = desk;

  const sellAndClaim = async (): Promise<void> => {
    const location = random.pick(chain.locations);
    const soldAt = server.clock();
    const letters = Array.from({ length: 6 }, () => random.pick([..."ABCDEFGH"])).join("");
    const externalId = `guest ${letters}`;
    const receiptRef = random.chance(0.5) ? `G-${letters}` : `G-${random.between(1_000, 999_999)}`;
    const totalCents = cents(random.between(200, 9_000));
    const claim = async (): Promise<void> => {
      const profileId = aProfile();
      const totalE4 = onReceipt(totalCents, "AUD");
      const receipt = { receiptRef: random.pick(SPELLINGS)(receiptRef), totalE4 };
      const done = await call(claimTransaction, {
        profileId,
        receipt: { ...receipt, locationCode: location.code },
        boughtAt: dayIn(soldAt, location.timezone),
        timezone: null,
        staffId: null,
        commandId: newKey(),
      });
      history.count(`claim ${done?.ok ? "made" : done?.error.reason}`);
      if (done?.ok) history.claims.get(externalId)?.push(profileId);
    };
    const transaction = transactionInput(null, {
      system: "till",
      externalId,
      location: { number: location.id },
      totalCents,
      transactedAt: soldAt,
      receiptRef,
    });
    if (history.transactions.has(externalId)) return;
    history.claims.set(externalId, []);
    if (random.chance(0.5)) await claim();
    await call(postTransaction, { mode: "upsert", id: null, commandId: null, transaction });
    history.transactions.set(externalId, { profileId: null, totalCents, returnOf: null });
    for (let more = random.between(0, 2); more > 0; more--) await claim();
  };

  return [sellAndClaim];
};
