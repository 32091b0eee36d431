import type {
  GiftCardFound,
  GiftCardPaid,
  GiftCardPayment,
  GiftCardRefusal,
} from "#renderer/data/gift-card.ts";
import type { SyncFailure } from "#renderer/data/server/sync-failure.ts";
import type { Session } from "#renderer/data/session/session.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type CardLookup, TELLS_OF_PAYMENT } from "#shared/sync/gift-card.ts";
import type { OperationDeps } from "./operation-deps.ts";

/** Null while the device isn't enrolled. */
type CardClient = Session["cards"] | null;

/**
 * Gift cards at the counter: straight to the server, and only while it answers (incentive/SPEC.md
 * [C6]). Neither the number nor the PIN is kept on the device, so nothing waits in the outbox.
 */
export const createGiftCards = (
  { connection, parts }: Pick<OperationDeps, "connection" | "parts">,
  client: () => CardClient,
) => {
  const online = (): CardClient => (connection.state$.value === "online" ? client() : null);

  const lookUp = async (card: CardLookup): Promise<Result<GiftCardFound, GiftCardRefusal>> => {
    const answer = await online()?.lookUp(card);
    if (!answer) return err({ reason: "offline" });
    if (!answer.ok) return err(turnedAway(answer.error) ?? { reason: "offline" });
    return answer.value.status === "open" ? ok(answer.value) : err(answer.value);
  };

  const pay = async ({
    commandId: sentAs,
    ...payment
  }: GiftCardPayment): Promise<Result<GiftCardPaid, GiftCardRefusal>> => {
    const commandId = sentAs ?? commandIdSchema.parse(parts.newId());
    const answer = await online()?.pay({ ...payment, commandId });
    const unanswered = { reason: "unclear", commandId } as const;
    // Turned away before the server looked for it, a payment may still have been taken earlier.
    const nothingTaken = (refusal: GiftCardRefusal) => (sentAs === null ? refusal : unanswered);
    if (!answer) return err(nothingTaken({ reason: "offline" }));
    if (!answer.ok) return err(nothingTaken(turnedAway(answer.error) ?? unanswered));
    const { value } = answer;
    if (value.status === "paid") return ok(value);
    return err(TELLS_OF_PAYMENT[value.reason] ? value : nothingTaken(value));
  };

  return { lookUp, pay };
};

/** The server answered that it did nothing; null if it may have done something. */
const turnedAway = (failure: SyncFailure): GiftCardRefusal | null => {
  if (failure.kind !== "refused") return null;
  const { code, message } = failure;
  if (code === "unavailable") return null;
  if (code === "too_many_requests") return { reason: "busy", availableCents: null };
  return { reason: "turned_away", message };
};
