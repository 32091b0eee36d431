import type { CommandId } from "#shared/kernel/ids.ts";

/** The end of a command's id, short enough to read out: "7F3A-09BC". */
export const shortCode = (commandId: CommandId): string => {
  const end = commandId.slice(-8).toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
};
