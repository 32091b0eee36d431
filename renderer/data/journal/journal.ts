import type { JournalRefusal } from "#shared/desktop/bridge.ts";
import type { JournalContent, JournalRecord } from "#shared/journal/record.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";

/**
 * The file beside the outbox that survives the loss of the browser's database (sync/SPEC.md [S16]).
 */
export type Journal = {
  /** `memory` survives nothing: there was no place for a file. */
  readonly kind: "desktop" | "opfs" | "memory";
  /** Succeeds only once the record is on the disk. */
  readonly append: (record: JournalRecord) => Promise<Result<null, JournalRefusal>>;
  readonly read: () => Promise<Result<JournalContent, JournalRefusal>>;
  /** Drops the records of these commands atomically. */
  readonly compact: (forget: readonly CommandId[]) => Promise<Result<null, JournalRefusal>>;
};
