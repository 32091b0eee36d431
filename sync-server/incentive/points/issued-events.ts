import type { CommandId, DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { EntryDraft, EntryKind } from "#shared/ledger/entry.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Points of a definition that moved; negative if they were taken back. */
type MovedPoints = { readonly definitionId: DefinitionId; readonly points: number };

/**
 * Of the entries that move a transaction's points, those that say what it and its returns earn.
 * Others say what became of it: it paid a debt, or was written off.
 */
const EARNS: ReadonlySet<EntryKind> = new Set(["issue", "return", "restore"]);

/** What these entries, of points alone, change about what a transaction and its returns earn. */
export const pointsMovedBy = (drafts: readonly EntryDraft[]): readonly MovedPoints[] =>
  drafts.flatMap(({ kind, definitionId, amount: points }) =>
    EARNS.has(kind) && definitionId !== null ? [{ definitionId, points }] : [],
  );

/** Records that a write has moved points of an account, unless they come to nothing ([E7]). */
export const recordIssued = (
  { happened }: Pick<WriteDeps, "happened">,
  kind: "transaction.points.issued" | "transaction.tier-points.issued",
  moved: readonly MovedPoints[],
  {
    transactionId,
    ...by
  }: {
    readonly transactionId: TransactionId;
    readonly profileId: ProfileId;
    readonly commandId: CommandId;
  },
): void => {
  const sums = new Map<DefinitionId, number>();
  for (const { definitionId, points } of moved) {
    sums.set(definitionId, (sums.get(definitionId) ?? 0) + points);
  }
  const points = [...sums]
    .filter(([, sum]) => sum !== 0)
    .map(([definitionId, sum]) => ({ definitionId, points: sum }));
  if (points.length > 0) happened({ kind, ...by, context: { transactionId, points } });
};
