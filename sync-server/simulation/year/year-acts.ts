import { onReceipt } from "#shared/commerce/claim.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type {
  CommandId,
  DefinitionId,
  FreezeId,
  GiftCardId,
  ProfileId,
  RedemptionId,
} from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { dayIn, type Instant } from "#shared/kernel/time.ts";
import { changeTransaction } from "#sync-server/commerce/change-transaction.ts";
import { claimTransaction } from "#sync-server/commerce/claims/claim-transaction.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { claimBenefit } from "#sync-server/incentive/benefits/claim-benefit.ts";
import { createGiftCards } from "#sync-server/incentive/credits/create-gift-cards.ts";
import { loadGiftCard } from "#sync-server/incentive/credits/load-gift-card.ts";
import { issueCredit, issueReward } from "#sync-server/incentive/issue-money.ts";
import { exchangePoints } from "#sync-server/incentive/rewards/exchange-points.ts";
import { freezeAccount, unfreezeAccount } from "#sync-server/redemption/freeze.ts";
import { redeemBenefit } from "#sync-server/redemption/redeem-benefit.ts";
import { redeemGiftCard, redeemOnce } from "#sync-server/redemption/redeem-once.ts";
import { returnRedemption } from "#sync-server/redemption/return.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { findTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";
import type { YearChain } from "./found-year.ts";
import type { YearAct, YearActOf } from "./year-history.ts";

/** What the sales and their returns are sent by. */
const SYSTEM = "pos";

/** What a member has done that a later act may be about, the latest last. */
export type Done = {
  /** Redemptions that were neither undone nor given back. */
  readonly redeemed: { readonly id: RedemptionId; readonly cents: Cents }[];
  readonly benefits: number[];
  readonly cards: GiftCardId[];
  readonly freezes: FreezeId[];
};

/** Who acts, and where. */
type By = {
  readonly chain: YearChain;
  readonly profileId: ProfileId;
  readonly done: Done;
  /** Of the act, so that it can be repeated. */
  readonly commandId: CommandId;
  /** Put in front of receipt numbers, where several lives share a database. */
  readonly life: string;
};

/** An act that may be sent more than once. Null: there is nothing that it could be about. */
type Attempt = ((deps: WriteDeps) => Promise<unknown>) | null;

type Acts = { readonly [K in YearAct["kind"]]: (act: YearActOf<K>, by: By) => Attempt };

/** Prepares an act: what it is about is chosen once, however often it is sent. */
export const attemptOf = (act: YearAct, by: By): Attempt => prepare(act.kind, act, by);

const prepare = <K extends YearAct["kind"]>(kind: K, act: YearActOf<K>, by: By): Attempt =>
  ACTS[kind](act, by);

const ACTS: Acts = {
  sale: (act, by) =>
    post(act, by, act.soldAt, { profileId: act.isGuest ? null : by.profileId, of: null }),
  correct: (act, by) => post(act, by, act.soldAt, { profileId: by.profileId, of: null }),
  return: (act, by) => post(act, by, act.broughtAt, { profileId: by.profileId, of: act.of }),
  void:
    ({ receipt }, { life }) =>
    async (deps) => {
      const sale = await findTransaction(deps, SYSTEM, `${life}${receipt}`);
      assert(sale !== null, "a sale is sent before it is voided");
      const change = { id: sale.id, isVoid: true, profile: null, extra: {} };
      return succeeded(await changeTransaction(deps, change));
    },
  claim: (act, { chain, life, profileId }) => {
    const { timezone, code } = assertDefined(chain.shops[act.shop], "a shop");
    const receiptRef = `${life}${act.receipt}`;
    const totalE4 = onReceipt(cents(act.totalCents), "GBP");
    const receipt = { receiptRef, totalE4, locationCode: code };
    const boughtAt = dayIn(act.soldAt, timezone);
    // A repeat is refused, because it is claimed.
    return (deps) =>
      claimTransaction(deps, {
        ...{ profileId, receipt, boughtAt },
        ...{ timezone: null, staffId: null, commandId: null },
      });
  },
  issue: (act, by) => issue(issueReward, by.chain.rewardId, act, by),
  credit: (act, by) => issue(issueCredit, by.chain.creditId, act, by),
  // With too few points, or while frozen, what follows is refused, in every life alike.
  exchange:
    (_act, { chain, profileId, commandId }) =>
    (deps) =>
      exchangePoints(deps, { profileId, definition: { id: chain.exchangedId }, commandId }),
  redeem:
    ({ amountCents, strategies }, { profileId, done, commandId }) =>
    async (deps) => {
      const input = { profileId, ...redemptionOf(amountCents, commandId), strategies };
      const redeemed = await redeemOnce(deps, input);
      if (!redeemed.ok) return redeemed;
      const { redemptionId: id, redeemedCents } = redeemed.value;
      if (done.redeemed.at(-1)?.id !== id) done.redeemed.push({ id, cents: redeemedCents });
      return redeemed;
    },
  reverse: (_act, { done }) => {
    const last = done.redeemed.pop();
    if (last === undefined) return null;
    return async (deps) =>
      succeeded(await reverseRedemption(deps, { redemptionId: last.id, by: "head_office" }));
  },
  giveBack: ({ percent }, { done, commandId }) => {
    const last = done.redeemed.pop();
    if (last === undefined) return null;
    return async (deps) =>
      succeeded(
        await returnRedemption(deps, {
          redemptionId: last.id,
          amountCents: cents(Math.ceil((last.cents * percent) / 100)),
          ...{ saleCents: null, strategies: null, isStrict: false, currency: null },
          ...BY_NO_SALE,
          commandId,
        }),
      );
  },
  claimBenefit:
    (_act, { chain, profileId, done, commandId }) =>
    async (deps) => {
      const definition = { id: chain.benefitId };
      const rest = { timezone: null, externalId: null, extra: {}, isRedeemed: false };
      const claimed = await claimBenefit(deps, { profileId, definition, ...rest, commandId });
      if (claimed.ok) done.benefits.push(claimed.value.number);
      return claimed;
    },
  useBenefit: (_act, { profileId, done, commandId }) => {
    const number = done.benefits.at(-1);
    if (number === undefined) return null;
    return (deps) => redeemBenefit(deps, { profileId, number, count: 1, meta: "{}", commandId });
  },
  card: ({ valueCents }, { chain, done, commandId }) => {
    const blank = { numberHash: `card ${commandId}`, lastFour: "0000", pinHash: null };
    let cardId: GiftCardId | null = null;
    return async (deps) => {
      cardId ??= await printCard(deps, chain, blank);
      if (done.cards.at(-1) !== cardId) done.cards.push(cardId);
      const bought = { locationId: null, creatorProfileId: null, currency: null, commandId };
      const input = { what: "activate", cardId, valueCents: cents(valueCents), ...bought } as const;
      return succeeded(await loadGiftCard(deps, input));
    };
  },
  payByCard: ({ amountCents }, { done, commandId }) => {
    const cardId = done.cards.at(-1);
    if (cardId === undefined) return null;
    const card = { cardId, pin: "right", lockToken: null } as const;
    const paid = { ...redemptionOf(amountCents, commandId), strategies: ["credits"] as const };
    return (deps) => redeemGiftCard(deps, { card, ...paid });
  },
  freeze:
    (_act, { profileId, done, commandId }) =>
    async (deps) => {
      const input = { profileId, reason: "review", reference: "a year", commandId } as const;
      const frozen = await freezeAccount(deps, input);
      if (frozen.ok && done.freezes.at(-1) !== frozen.value.id) done.freezes.push(frozen.value.id);
      return frozen;
    },
  unfreeze: (_act, { profileId, done }) => {
    const freezeId = done.freezes.pop();
    if (freezeId === undefined) return null;
    const input = { profileId, freezeId, reason: "cleared", reference: "a year" } as const;
    return async (deps) => succeeded(await unfreezeAccount(deps, input));
  },
};

const post = (
  act: YearActOf<"sale" | "return" | "correct">,
  { chain, life }: By,
  transactedAt: Instant,
  { profileId, of }: { readonly profileId: ProfileId | null; readonly of: string | null },
): Attempt => {
  const receiptRef = `${life}${act.receipt}`;
  const transaction = transactionInput(profileId, {
    ...{ system: SYSTEM, externalId: receiptRef, receiptRef, transactedAt },
    location: { number: assertDefined(chain.shops[act.shop], "a shop").id },
    totalCents: cents(act.totalCents),
    linkedReceiptRef: of === null ? null : `${life}${of}`,
  });
  return async (deps) =>
    succeeded(
      await postTransaction(deps, { mode: "upsert", id: null, commandId: null, transaction }),
    );
};

const issue =
  (
    write: typeof issueReward | typeof issueCredit,
    id: DefinitionId,
    { valueCents }: YearActOf<"issue" | "credit">,
    { profileId, commandId }: By,
  ): Attempt =>
  async (deps) =>
    succeeded(
      await write(deps, {
        ...{ profileId, definition: { id }, valueCents: cents(valueCents), remainingCents: null },
        ...{ issuedAt: null, timezone: null, externalId: null, extra: {}, commandId },
      }),
    );

const BY_NO_SALE = {
  ...{ locationId: null, transactionExternalId: null, transactionReceiptRef: null, meta: "{}" },
};

const redemptionOf = (amountCents: number, commandId: CommandId) => ({
  ...{ amountCents: cents(amountCents), isStrict: false, ...BY_NO_SALE, commandId },
});

const printCard = async (
  deps: WriteDeps,
  { creditId }: YearChain,
  card: Parameters<typeof createGiftCards>[1]["cards"][number],
): Promise<GiftCardId> => {
  const input = { definitionId: creditId, batch: null, faceCents: null, cards: [card] };
  const printed = await createGiftCards(deps, input);
  assert(printed.ok, "a card is printed");
  return assertDefined(printed.value[0], "one card");
};

const succeeded = <R extends { readonly ok: boolean }>(result: R): R => {
  assert(result.ok, `an act of the year: ${JSON.stringify(result)}`);
  return result;
};
