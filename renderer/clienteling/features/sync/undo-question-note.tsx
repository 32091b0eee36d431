import { Button } from "@mantine/core";
import type { PendingItem } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { commandTitle } from "#renderer/words/command.ts";

/** Asks before an undo takes other commands with it, and lists them. */
export const UndoQuestionNote = ({
  item,
  dependents,
  onUndo,
  onKeep,
}: {
  readonly item: PendingItem;
  readonly dependents: readonly PendingItem[];
  readonly onUndo: () => void;
  readonly onKeep: () => void;
}) => {
  const format = useFormat();
  const count = dependents.length;
  const others = count === 1 ? "one other action" : `${format.count(count)} other actions`;
  return (
    <Callout
      tone="warning"
      title={`Undoing this also undoes ${others} for ${item.profileName ?? "this customer"}.`}
      actions={
        <>
          <Button onClick={onUndo}>{`Undo all ${format.count(count + 1)}`}</Button>
          <Button variant="default" onClick={onKeep} autoFocus>
            Keep
          </Button>
        </>
      }
    >
      {dependents.map((dependent) => commandTitle(dependent, format)).join(", ")}
    </Callout>
  );
};
