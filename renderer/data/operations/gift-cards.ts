import { type BehaviorSubject, merge } from "rxjs";
import { createBackOff } from "#renderer/data/concurrency/back-off.ts";
import { createWakeUp } from "#renderer/data/concurrency/wake-up.ts";
import type {
  CardPayment,
  CardPaymentRequest,
  GiftCardFound,
  GiftCardRefusal,
} from "#renderer/data/gift-card.ts";
import { retryMs } from "#renderer/data/server/retry-ms.ts";
import type { SyncFailure } from "#renderer/data/server/sync-failure.ts";
import type { Session } from "#renderer/data/session/session.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { CardLookup, CardPaymentAnswer } from "#shared/sync/gift-card.ts";
import type { KeptPayment } from "./kept-payment.ts";
import type { OperationDeps } from "./operation-deps.ts";

/**
 * Gift cards at the counter: straight to the server, and only while it answers (incentive/SPEC.md
 * [C6]). Neither the number nor the PIN is kept on the device, so nothing waits in the outbox. What
 * is kept of a payment is enough to ask later what happened to it ([C11]).
 */
export const startGiftCards = (
  { connection, parts, time }: Pick<OperationDeps, "connection" | "parts" | "time">,
  kept: KeptPayment,
  random: () => number,
  /** Null while the device isn't enrolled. */
  session$: BehaviorSubject<Session | null>,
) => {
  const backOff = createBackOff({ firstMs: 500, mostMs: 30_000 }, random);
  const wakeUp = createWakeUp();
  const end = new AbortController();
  let isPaying = false;
  /** The last question failed: nothing but staff cuts the wait for the next one short. */
  let isBackingOff = false;
  const online = () =>
    connection.state$.value === "online" ? (session$.value?.cards ?? null) : null;

  const lookUp = async (card: CardLookup): Promise<Result<GiftCardFound, GiftCardRefusal>> => {
    const answer = await online()?.lookUp(card);
    if (!answer) return err({ reason: "offline" });
    if (!answer.ok) return err(turnedAway(answer.error) ?? { reason: "offline" });
    return answer.value.status === "open" ? ok(answer.value) : err(answer.value);
  };

  const pay = async (
    request: CardPaymentRequest,
  ): Promise<Result<CardPayment, GiftCardRefusal>> => {
    const cards = online();
    if (!cards) return err({ reason: "offline" });
    if (isPaying || kept.payment$.value !== null) return err({ reason: "another_open" });
    isPaying = true;
    try {
      return await payWith(cards, request);
    } finally {
      isPaying = false;
      wakeUp.wake();
    }
  };

  const payWith = async (
    cards: Session["cards"],
    { number, pin, lastFour, ...asked }: CardPaymentRequest,
  ): Promise<Result<CardPayment, GiftCardRefusal>> => {
    const commandId = commandIdSchema.parse(parts.newId());
    const about = { ...asked, commandId, lastFour, at: time.now() };
    const sent: CardPayment = { ...about, isLate: false, outcome: { status: "open" } };
    if (!(await kept.begin(sent))) return err({ reason: "not_durable", cause: "io_error" });
    const answer = await cards.pay({ ...asked, number, pin, commandId });
    const refusal = answer.ok
      ? answer.value.status === "refused" && answer.value
      : turnedAway(answer.error);
    if (refusal) {
      await kept.change(null);
      return err(refusal);
    }
    const payment = answer.ok ? afterAnswer(sent, answer.value) : { ...sent, isLate: true };
    await kept.change(payment);
    return ok(payment);
  };

  /** Asks what happened to a payment, and resolves with the wait before the next time, in ms. */
  const settle = async (): Promise<number> => {
    isBackingOff = false;
    const payment = kept.payment$.value;
    const cards = online();
    if (payment?.outcome.status !== "open" || isPaying || !cards) return Number.POSITIVE_INFINITY;
    const answer = await cards.settle({ commandId: payment.commandId });
    if (!answer.ok) {
      isBackingOff = true;
      return retryMs(answer.error, backOff);
    }
    backOff.reset();
    await kept.change(afterAnswer(payment, answer.value));
    return Number.POSITIVE_INFINITY;
  };

  const run = async () => {
    while (!end.signal.aborted) await wakeUp.wait(await settle(), end.signal);
  };
  const waking = merge(connection.state$, session$).subscribe(() => {
    if (!isBackingOff) wakeUp.wake();
  });
  const running = run();

  /** Staff have seen what happened to the payment. */
  const markSeen = async () => {
    if (kept.payment$.value?.outcome.status !== "open") await kept.change(null);
  };

  return {
    lookUp,
    pay,
    markSeen,
    /** Asks now for what isn't known. */
    wake: wakeUp.wake,
    stop: async () => {
      end.abort();
      waking.unsubscribe();
      await running;
    },
  };
};

const afterAnswer = (payment: CardPayment, answer: CardPaymentAnswer): CardPayment => {
  const { serverEpoch: _epoch, serverTime: _time, ...outcome } = answer;
  return { ...payment, outcome };
};

/** The server answered that it did nothing; null if it may have done something. */
const turnedAway = (failure: SyncFailure): GiftCardRefusal | null => {
  if (failure.kind !== "refused") return null;
  const { code, message } = failure;
  if (code === "unavailable") return null;
  if (code === "too_many_requests") return { reason: "busy" };
  return { reason: "turned_away", message };
};
