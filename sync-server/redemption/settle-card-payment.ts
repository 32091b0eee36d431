import { z } from "zod";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { answerOnce, decisionSchema, type KeyReused } from "#sync-server/access/answer-once.ts";
import { readAnswered } from "#sync-server/storage/command-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { CARD_PAYMENT, type RedeemAnswer, type RedeemOnceRefusal } from "./redeem-once.ts";

/** The payment hadn't arrived, and is refused if it does. */
export type CalledOff = { readonly reason: "called_off" };

/**
 * Says what became of a payment by gift card, for a device that got no answer ([C11]). If the
 * server doesn't know the payment, it takes its id, so that the payment is refused as a repeat with
 * another body if it is still on its way.
 */
export const settleCardPayment = async (
  deps: WriteDeps,
  { commandId }: { readonly commandId: CommandId },
): Promise<Result<RedeemAnswer, RedeemOnceRefusal | CalledOff>> => {
  const answered = await readAnswered(deps, commandId);
  if (answered?.kind === CARD_PAYMENT.kind) return paymentSchema.parse(answered.verdict);
  const calledOff = await answerOnce<{ readonly commandId: CommandId }, null, KeyReused>(
    deps,
    { commandId },
    { kind: "call_off_gift_card", schema: z.null() },
    async () => ok(null),
  );
  return err(calledOff.ok ? { reason: "called_off" } : calledOff.error);
};

const paymentSchema = decisionSchema(CARD_PAYMENT);
