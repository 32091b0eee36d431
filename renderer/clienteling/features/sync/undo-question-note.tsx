import { Button } from "@mantine/core";
import type { PendingItem } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { commandTitle } from "#renderer/words/command.ts";
import { say } from "#renderer/words/say.ts";

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
  return (
    <Callout
      tone="warning"
      title={say("sync.undo_also", {
        count,
        shown: format.count(count),
        name: item.profileName ?? say("sync.this_customer"),
      })}
      actions={
        <>
          <Button onClick={onUndo}>
            {say("sync.undo_all", { shown: format.count(count + 1) })}
          </Button>
          <Button variant="default" onClick={onKeep} autoFocus>
            {say("sync.keep")}
          </Button>
        </>
      }
    >
      {dependents.map((dependent) => commandTitle(dependent, format)).join(", ")}
    </Callout>
  );
};
