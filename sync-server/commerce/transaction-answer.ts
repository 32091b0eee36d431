import { z } from "zod";
import { type CommandId, transactionIdSchema } from "#shared/kernel/ids.ts";
import { keptBalancesSchema } from "#sync-server/redemption/kept-balances.ts";
import { appendCommand, readCommandReferences } from "#sync-server/storage/command-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { earnedSchema } from "#sync-server/storage/transaction-table.ts";

/** The result of writing a transaction: enough to give the same answer again. */
export const transactionAnswerSchema = z.object({
  transactionId: transactionIdSchema,
  /** The points of the transaction after the write. */
  earned: earnedSchema,
  /** What the profile holds after the write; null for a guest. */
  balances: keptBalancesSchema.nullable(),
  status: z.enum(["created", "updated", "unchanged"]),
});
export type TransactionAnswer = z.infer<typeof transactionAnswerSchema>;

/**
 * Stores a transaction's answer under its command, permanently. The body is in the transaction
 * itself.
 */
export const keepTransactionAnswer = async (
  deps: WriteDeps,
  command: { readonly commandId: CommandId; readonly bodyHash: string },
  answer: TransactionAnswer,
): Promise<void> => {
  await appendCommand(deps, {
    commandId: command.commandId,
    deviceId: null,
    place: null,
    kind: "post_transaction",
    bodyHash: command.bodyHash,
    body: JSON.stringify({ transactionId: answer.transactionId }),
    atRisk: null,
    verdict: answer,
  });
};

/** The answer stored under a command; null if it is unknown. */
export const readTransactionAnswer = async (
  deps: ReadDeps,
  commandId: CommandId,
): Promise<{ readonly bodyHash: string; readonly answer: TransactionAnswer } | null> => {
  const { answered } = await readCommandReferences(deps, {
    commandId,
    profileId: null,
    staffId: null,
    locationId: null,
    deviceId: null,
  });
  if (!answered) return null;
  const answer = transactionAnswerSchema.safeParse(answered.verdict);
  return answer.success ? { bodyHash: answered.bodyHash, answer: answer.data } : null;
};
