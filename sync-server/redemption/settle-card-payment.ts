import { z } from "zod";
import { type CommandId, type DeviceId, deviceIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { answerOnce, decisionSchema } from "#sync-server/access/answer-once.ts";
import { holdsTooMuch } from "#sync-server/access/holds-too-much.ts";
import { lockDevice } from "#sync-server/storage/access/device-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readAnswered } from "#sync-server/storage/sync/command-store.ts";
import { CARD_PAYMENT, type RedeemAnswer, type RedeemOnceRefusal } from "./redeem-answer.ts";

/** The payment hadn't arrived, and is refused if it does. */
export type CalledOff = { readonly reason: "called_off" };

/** As much is stored of the device as may be ([S22]), so nothing was called off. */
export type OverUnplaced = { readonly reason: "over_unplaced" };

/**
 * Says what happened to a payment by gift card, for the device that sent it and got no answer
 * ([C11]); of any other payment it says `key_reused`. If the server doesn't know the payment, it
 * takes its id, so that the payment is refused as a repeat with another body if it is still on its
 * way.
 */
export const settleCardPayment = async (
  deps: WriteDeps,
  asked: { readonly commandId: CommandId; readonly deviceId: DeviceId },
): Promise<Result<RedeemAnswer, RedeemOnceRefusal | CalledOff | OverUnplaced>> => {
  const { commandId, deviceId } = asked;
  const answered = await readAnswered(deps, commandId);
  if (answered?.kind === CARD_PAYMENT.kind) {
    const sent = sentSchema.parse(JSON.parse(answered.body));
    if (sent.deviceId !== deviceId) return err({ reason: "key_reused" });
    return paymentSchema.parse(answered.verdict);
  }
  const calledOff = await answerOnce<typeof asked, null, OverUnplaced>(
    deps,
    asked,
    { kind: "call_off_gift_card", schema: z.null(), deviceId },
    async () => {
      await lockDevice(deps, deviceId);
      return (await holdsTooMuch(deps, deviceId)) ? err({ reason: "over_unplaced" }) : ok(null);
    },
  );
  return err(calledOff.ok ? { reason: "called_off" } : calledOff.error);
};

/** A payment through the API names no device. */
const sentSchema = z.object({ deviceId: deviceIdSchema.optional() });
const paymentSchema = decisionSchema(CARD_PAYMENT);
