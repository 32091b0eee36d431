import { Button } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTasks } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { TaskList, tasksIn } from "./task-list.tsx";
import { useTaskActions } from "./use-task-actions.ts";

const SHOWN = 5;

/** The staff member's own tasks that are due, and anyone's: overdue first, then today's. */
export const DueCard = ({
  appointments = null,
  onOpen,
  onAll,
}: {
  /** Who comes today. */
  readonly appointments?: ReactNode;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onAll: () => void;
}) => {
  const tasks = useTasks();
  const staffId = useSession((session) => session.staffId);
  const day = useShopDay();
  const actions = useTaskActions(day);
  if (tasks === undefined) return null;
  const mine = tasks.filter(({ task }) => task.assigneeId === null || task.assigneeId === staffId);
  const due = [...tasksIn("overdue", mine, day), ...tasksIn("today", mine, day)];
  return (
    <Panel
      title={say("tasks.card.title")}
      flush
      aside={
        <Button variant="subtle" onClick={onAll}>
          {say("tasks.card.all")}
        </Button>
      }
    >
      {appointments}
      {due.length === 0 ? (
        <EmptyNote icon={<IconChecklist size={28} aria-hidden />} title={say("tasks.card.none")}>
          {say("tasks.card.none_teach")}
        </EmptyNote>
      ) : (
        <TaskList tasks={due.slice(0, SHOWN)} day={day} actions={actions} onOpen={onOpen} />
      )}
    </Panel>
  );
};
