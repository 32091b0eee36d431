import type { CommandId } from "#shared/kernel/ids.ts";
import { journalLines, recordCommandId } from "./record.ts";

/**
 * The journal without the records of the commands in `forget`. Everything else stays byte for byte,
 * even damaged lines, because someone may still want to read them. A torn tail is dropped: its
 * write was never acknowledged.
 */
export const compactJournal = (
  bytes: Uint8Array,
  forget: ReadonlySet<CommandId>,
): Uint8Array<ArrayBuffer> => {
  const kept: Uint8Array[] = [];
  for (const line of journalLines(bytes)) {
    if (line.kind === "torn") continue;
    if (line.kind === "whole") {
      const commandId = recordCommandId(line.record);
      if (commandId !== undefined && forget.has(commandId)) continue;
    }
    kept.push(bytes.subarray(line.start, line.end));
  }
  return concatenate(kept);
};

const concatenate = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
};
