import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { TaskView } from "#renderer/data/views.ts";
import { say } from "#renderer/words/say.ts";
import { sectionOfTask, type TaskSection } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./task-list.module.css";
import { TaskRow } from "./task-row.tsx";
import type { TaskActions } from "./use-task-actions.ts";

/** The tasks of a section, in their order ([X20]); of those that are done the latest first. */
export const tasksIn = (
  section: TaskSection,
  tasks: readonly TaskView[],
  { today }: ShopDay,
): readonly TaskView[] => {
  const found = tasks.filter(({ task }) => sectionOfTask(task, today) === section);
  return section === "done"
    ? found.toSorted((a, b) => (b.task.closedAt ?? 0) - (a.task.closedAt ?? 0))
    : found;
};

/** Rows of tasks. */
export const TaskList = ({
  tasks,
  day,
  actions,
  onOpen,
}: {
  readonly tasks: readonly TaskView[];
  readonly day: ShopDay;
  readonly actions: TaskActions;
  readonly onOpen?: (profileId: ProfileId) => void;
}) => (
  <ul className={classes["list"]} aria-label={say("tasks.title")}>
    {tasks.map((view) => (
      <TaskRow key={view.task.id} view={view} day={day} actions={actions} onOpen={onOpen} />
    ))}
  </ul>
);
