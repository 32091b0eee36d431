import { useEffect, useState } from "react";
import { useAttention, usePending } from "#renderer/clienteling/use-device-data.ts";
import type { RedeemOutcome } from "#renderer/data/redeem-outcome.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import type { Tone } from "#renderer/ui/callout.tsx";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { verdictSentence } from "#renderer/words/verdict.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { hasEffect, isNotable, type Verdict } from "#shared/sync/verdict.ts";

/** The state of a redemption after it was served. */
export type SlipState = { readonly tone: Tone; readonly canUndo: boolean } & (
  | { readonly kind: "undone" }
  /** Staff reversed it, and the server has agreed or will be asked. */
  | { readonly kind: "reversed"; readonly isAgreed: boolean }
  | { readonly kind: "confirmed" }
  /** The server's answer wasn't a plain yes. */
  | { readonly kind: "answered"; readonly verdict: Verdict }
  /** No answer yet. `promise` is what the customer was told. */
  | { readonly kind: "pending"; readonly promise: "at_risk" | "unconfirmed" }
);

/** Follows a redemption from the counter to the server's answer. */
export const useSlipState = (
  outcome: RedeemOutcome,
  { redemptions }: Pick<ProfileView, "redemptions">,
  isUndone: boolean,
): SlipState => {
  const pending = usePending();
  const attention = useAttention();
  const { commandId } = outcome;
  const item = pending?.find((command) => command.commandId === commandId);
  const answered = attention?.find(({ verdict }) => verdict.commandId === commandId)?.verdict;

  // A command that isn't pending is confirmed only if it was pending earlier.
  const [wasPending, setWasPending] = useState(false);
  const isPending = item !== undefined;
  useEffect(() => {
    if (isPending) setWasPending(true);
  }, [isPending]);

  if (isUndone) return { kind: "undone", tone: "info", canUndo: false };
  const standing = redemptions.find((each) => each.commandId === commandId)?.state;
  if (standing === "reversing" || standing === "reversed") {
    const isAgreed = standing === "reversed";
    return { kind: "reversed", tone: "info", canUndo: false, isAgreed };
  }
  const verdict = outcome.status === "confirmed" ? outcome.verdict : answered;
  if (verdict !== undefined) {
    if (!isNotable(verdict)) return { kind: "confirmed", tone: "success", canUndo: false };
    return {
      kind: "answered",
      tone: hasEffect(verdict) ? "warning" : "danger",
      canUndo: false,
      verdict,
    };
  }
  if (outcome.status === "confirmed" || (wasPending && !isPending && pending !== undefined)) {
    return { kind: "confirmed", tone: "success", canUndo: false };
  }
  return {
    kind: "pending",
    tone: "warning",
    canUndo: item?.canUndo ?? false,
    promise: outcome.status,
  };
};

/** Whether the amount has left the balance, as far as this device knows. */
export const isTaken = (state: SlipState): boolean =>
  state.kind !== "undone" &&
  state.kind !== "reversed" &&
  (state.kind !== "answered" || hasEffect(state.verdict));

/** Whether a till may take the amount off; null while nobody can say. */
export const isRedeemed = (state: SlipState): boolean | null =>
  state.kind === "pending" && state.promise === "unconfirmed" ? null : isTaken(state);

/** The heading of the slip. */
export const slipSentence = (
  state: SlipState,
  amount: Cents,
  programme: Programme | null,
  format: Format,
): Sentence => {
  const money = format.money(amount);
  switch (state.kind) {
    case "undone":
      return { title: say("slip.undone"), advice: say("slip.undone_hint", { money }) };
    case "reversed":
      return {
        title: say("reverse.done", { money }),
        advice: state.isAgreed ? say("reverse.agreed") : say("reverse.waiting"),
      };
    case "confirmed":
      return { title: say("slip.redeemed", { money }), advice: say("slip.confirmed") };
    case "answered":
      return answeredSentence(
        state.verdict,
        money,
        verdictSentence(state.verdict, programme, format),
      );
    case "pending":
      switch (state.promise) {
        case "at_risk":
          return { title: say("slip.redeemed", { money }), advice: say("slip.at_risk_hint") };
        case "unconfirmed":
          return {
            title: say("slip.unconfirmed", { money }),
            advice: say("slip.unconfirmed_hint"),
          };
        default:
          return unreachable(state.promise);
      }
    default:
      return unreachable(state);
  }
};

const answeredSentence = (
  { status }: Verdict,
  money: string,
  { title, advice }: Sentence,
): Sentence => {
  switch (status) {
    case "accepted":
    case "accepted_short":
      return { title: say("slip.redeemed", { money }), advice: `${title} ${advice}` };
    case "charged":
      return { title: say("slip.charged", { money }), advice: `${title} ${advice}` };
    case "refused":
    case "parked":
      return { title, advice: say("slip.not_redeemed", { money, advice }) };
    default:
      return unreachable(status);
  }
};
