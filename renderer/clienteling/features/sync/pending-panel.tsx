import { Button, Text } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { PendingItem, StaffMember } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { commandTitle, MODE_NOTES } from "#renderer/words/command.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./command-list.module.css";
import { UndoQuestionNote } from "./undo-question-note.tsx";
import { useUndo } from "./use-undo.ts";

const SHOWN_FIRST = 100;

/** Commands without an answer yet, the oldest first. Those never sent can be undone. */
export const PendingPanel = ({
  items,
  staff,
  onOpen,
}: {
  readonly items: readonly PendingItem[];
  readonly staff: readonly StaffMember[];
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const format = useFormat();
  const now = useNow(30_000);
  const { undo, question, keep, refused } = useUndo();

  const shown = items.filter(({ kind }) => kind !== "withdrawn");
  return (
    <Panel title={say("sync.waiting_title")} flush>
      {refused !== null && (
        <div className={classes["refused"]}>
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        </div>
      )}
      {shown.length === 0 ? (
        <QuietNote
          isGood
          icon={<IconCircleCheck size={24} aria-hidden />}
          title={say("sync.nothing_waiting")}
        >
          {say("sync.nothing_waiting_hint")}
        </QuietNote>
      ) : (
        <ul className={classes["list"]}>
          {shown.slice(0, SHOWN_FIRST).map((item) => {
            const { commandId, profileId, profileName } = item;
            const title = commandTitle(item, format);
            return (
              <li key={commandId} className={classes["item"]}>
                <div className={classes["what"]}>
                  <Text fw={600} className="numbers">
                    {profileName === null
                      ? title
                      : say("sync.for", { what: title, name: profileName })}
                  </Text>
                  <Text size="sm" c="dimmed" className="numbers">
                    {[
                      format.moment(item.occurredAt, now),
                      staff.find(({ id }) => id === item.staffId)?.name ?? null,
                      item.wasSent ? say("sync.sent") : say("sync.unsent"),
                      item.mode && MODE_NOTES[item.mode],
                    ]
                      .filter((part) => part !== null)
                      .join(" · ")}
                  </Text>
                </div>
                {item.canUndo && (
                  <Button
                    variant="default"
                    leftSection={<IconArrowBackUp size={18} aria-hidden />}
                    aria-label={say("sync.undo_what", { what: title })}
                    onClick={() => void undo(commandId)}
                  >
                    {say("sync.undo")}
                  </Button>
                )}
                {profileId !== null && (
                  <Button variant="subtle" onClick={() => onOpen(profileId)}>
                    {say("sync.open")}
                  </Button>
                )}
                {question?.commandId === commandId && (
                  <div className={classes["question"]}>
                    <UndoQuestionNote
                      item={item}
                      dependents={items.filter((other) =>
                        question.dependents.includes(other.commandId),
                      )}
                      onUndo={() => void undo(commandId, question.dependents)}
                      onKeep={keep}
                    />
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {shown.length > SHOWN_FIRST && (
        <Text size="sm" c="dimmed" p="md">
          {say("sync.more", { shown: format.count(shown.length - SHOWN_FIRST) })}
        </Text>
      )}
    </Panel>
  );
};
