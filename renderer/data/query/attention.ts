import type { AttentionItem } from "#renderer/data/views.ts";
import type { CommandId, DeviceId } from "#shared/kernel/ids.ts";
import { type VerdictFact, verdictFactSchema } from "#shared/sync/facts.ts";
import { isNotable, withoutCode } from "#shared/sync/verdict.ts";
import { pendingItemOf } from "./pending-item.ts";
import type { NamedEntries } from "./profile-names.ts";

/**
 * Every verdict that staff should see, newest first: those of commands on this device, and those
 * that arrived as facts after the device lost its commands.
 */
export const attentionItems = (
  { entries, nameOf }: NamedEntries,
  facts: readonly VerdictFact[],
  seenIds: ReadonlySet<CommandId>,
): readonly AttentionItem[] => {
  const answered = entries.flatMap((entry): readonly AttentionItem[] =>
    entry.verdict && isNotable(entry.verdict)
      ? [{ verdict: entry.verdict, command: pendingItemOf(entry, nameOf), isSeen: entry.isSeen }]
      : [],
  );
  const held = new Set(entries.map(({ commandId }) => commandId));
  const orphaned = facts
    .map(({ id: _id, deviceId: _deviceId, ...verdict }) => withoutCode(verdict))
    .filter((verdict) => isNotable(verdict) && !held.has(verdict.commandId))
    .map((verdict) => ({ verdict, command: null, isSeen: seenIds.has(verdict.commandId) }));
  return [...answered, ...orphaned].sort((a, b) => b.verdict.recordedAt - a.verdict.recordedAt);
};

/** The verdicts for this device in the collection. */
export const readVerdicts = (
  documents: readonly unknown[],
  deviceId: DeviceId | null,
): readonly VerdictFact[] =>
  documents.flatMap((document) => {
    const fact = verdictFactSchema.safeParse(document).data;
    return fact && fact.deviceId === deviceId ? [fact] : [];
  });
