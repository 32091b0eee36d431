import { Button, SegmentedControl, Title } from "@mantine/core";
import { IconChecklist, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTasks } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { KeyHint } from "#renderer/ui/key-hint.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { say } from "#renderer/words/say.ts";
import type { TaskSection } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { AddTaskSheet } from "./add-task-sheet.tsx";
import { TaskList, tasksIn } from "./task-list.tsx";
import classes from "./tasks-screen.module.css";
import { useTaskActions } from "./use-task-actions.ts";

const SECTIONS = ["overdue", "today", "upcoming", "done"] as const satisfies TaskSection[];
const DONE_SHOWN = 20;

/** What staff are to do: their own tasks, or all of the store. N adds one. */
export const TasksScreen = ({ onOpen }: { readonly onOpen: (profileId: ProfileId) => void }) => {
  const all = useTasks();
  const staffId = useSession((session) => session.staffId);
  const day = useShopDay();
  const actions = useTaskActions(day);
  const [whose, setWhose] = useState<"mine" | "store">("mine");
  const [isAdding, setAdding] = useState(false);
  const add = () => setAdding(true);
  useShortcuts({ n: add });

  const shown = all?.filter(({ task }) => whose === "store" || task.assigneeId === staffId);
  const sections = SECTIONS.map((section) => ({
    section,
    tasks: shown === undefined ? [] : tasksIn(section, shown, day),
  })).filter(({ tasks }) => tasks.length > 0);
  const isIdle = sections.every(({ section }) => section === "done");
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <Title order={1} className={classes["title"]}>
          {say("tasks.title")}
        </Title>
        <SegmentedControl
          aria-label={say("tasks.whose")}
          className={classes["whose"]}
          value={whose}
          onChange={(value) => setWhose(value === "store" ? "store" : "mine")}
          data={[
            { value: "mine", label: say("tasks.mine") },
            { value: "store", label: say("tasks.store") },
          ]}
        />
        <Button
          leftSection={<IconPlus size={20} aria-hidden />}
          rightSection={<KeyHint>N</KeyHint>}
          onClick={add}
        >
          {say("tasks.add")}
        </Button>
      </div>
      {shown === undefined && <LoadingRows label={say("tasks.loading")} rows={8} />}
      {shown !== undefined && isIdle && (
        <EmptyNote
          icon={<IconChecklist size={32} aria-hidden />}
          title={say(whose === "mine" ? "tasks.empty.mine" : "tasks.empty.store")}
        >
          {say("tasks.empty.teach")}
        </EmptyNote>
      )}
      <div className={classes["sections"]}>
        {sections.map(({ section, tasks }) => (
          <Panel
            key={section}
            title={say(`tasks.section.${section}`)}
            flush
            aside={<span className={classes["count"]}>{tasks.length}</span>}
          >
            <TaskList
              tasks={section === "done" ? tasks.slice(0, DONE_SHOWN) : tasks}
              day={day}
              actions={actions}
              onOpen={onOpen}
            />
          </Panel>
        ))}
      </div>
      {isAdding && <AddTaskSheet onClose={() => setAdding(false)} />}
    </main>
  );
};
