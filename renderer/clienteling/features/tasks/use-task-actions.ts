import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { say } from "#renderer/words/say.ts";
import { taskRefusalSentence } from "#renderer/words/task.ts";
import type { Task, TaskChanges } from "#shared/clienteling/task.ts";
import { type CalendarDay, firstInstantOf } from "#shared/kernel/time.ts";

/** What staff do with a task that is there. Each says what it did, with a way back. */
export type TaskActions = {
  readonly complete: (task: Task) => void;
  readonly reopen: (task: Task) => void;
  readonly putOff: (task: Task, until: CalendarDay) => void;
  readonly take: (task: Task) => void;
  readonly remove: (task: Task) => void;
};

/** What can be done with tasks, in the name of the staff member who is signed in. */
export const useTaskActions = ({ now, zone }: ShopDay): TaskActions => {
  const device = useDevice();
  const format = useFormat();
  const staffId = useSession((session) => session.staffId);

  const change = async (task: Task, changes: TaskChanges, done?: string, back?: TaskChanges) => {
    if (staffId === null) return;
    const answer = await device.changeTask({ taskId: task.id, changes, staffId });
    if (!answer.ok) toast(taskRefusalSentence(answer.error).title);
    else if (done !== undefined) toast(done, back && (() => void change(task, back)));
  };

  return {
    complete: (task) =>
      void change(task, { state: "done" }, say("tasks.toast.done", { title: task.title }), {
        state: "open",
      }),
    reopen: (task) => void change(task, { state: "open" }),
    putOff: (task, until) => {
      const day = format.untilDay(firstInstantOf(until, zone), now, zone);
      const { snoozedUntil } = task;
      const done = say("tasks.toast.later", { day });
      void change(task, { snoozedUntil: until }, done, { snoozedUntil });
    },
    take: (task) => {
      const { assigneeId } = task;
      void change(task, { assigneeId: staffId }, say("tasks.toast.taken"), { assigneeId });
    },
    remove: (task) =>
      void change(task, { state: "cancelled" }, say("tasks.toast.removed"), { state: "open" }),
  };
};
