import { useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { undoRefusalSentence } from "#renderer/words/edit-refusal.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { CommandId } from "#shared/kernel/ids.ts";

/** A command that staff want to undo, and what would go with it. */
export type UndoQuestion = {
  readonly commandId: CommandId;
  readonly dependents: readonly CommandId[];
};

/** Undoes commands, and asks first if others depend on one. */
export const useUndo = () => {
  const device = useDevice();
  const [question, setQuestion] = useState<UndoQuestion | null>(null);
  const [refused, setRefused] = useState<Sentence | null>(null);

  /** `agreed` is what staff have agreed to undo with it. */
  const undo = async (commandId: CommandId, agreed: readonly CommandId[] = []) => {
    const answer = await device.undo(commandId, agreed);
    const isAsked = !answer.ok && answer.error.reason === "others_depend";
    setQuestion(isAsked ? { commandId, dependents: answer.error.commandIds } : null);
    setRefused(answer.ok || isAsked ? null : undoRefusalSentence(answer.error));
  };

  return { undo, question, keep: () => setQuestion(null), refused };
};
