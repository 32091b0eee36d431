import { ActionIcon, Menu, Text, Tooltip } from "@mantine/core";
import {
  IconBan,
  IconCalendarDown,
  IconCircle,
  IconCircleCheckFilled,
  IconDots,
  IconFlag,
  IconUser,
} from "@tabler/icons-react";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { ShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { TaskView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { say } from "#renderer/words/say.ts";
import { dayOfTask, sectionOfTask } from "#shared/clienteling/task.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addToDay, firstInstantOf } from "#shared/kernel/time.ts";
import classes from "./task-row.module.css";
import type { TaskActions } from "./use-task-actions.ts";

/** A task: a circle that completes it, what there is to do, for whom, by when and by whom. */
export const TaskRow = ({
  view: { task, customerName, isPending },
  day,
  actions,
  onOpen,
}: {
  readonly view: TaskView;
  readonly day: ShopDay;
  readonly actions: TaskActions;
  /** Opens the customer; left out where it is their own screen. */
  readonly onOpen?: ((profileId: ProfileId) => void) | undefined;
}) => {
  const { title, details, profileId, assigneeId, dueTime, priority } = task;
  const isDone = task.state === "done";
  const assignee = useStaff()?.find(({ id }) => id === assigneeId)?.name;
  const section = sectionOfTask(task, day.today);
  const name = say(isDone ? "tasks.row.reopen" : "tasks.row.complete", { title });
  return (
    <li className={classes["row"]} data-done={isDone || undefined}>
      <ActionIcon
        aria-label={name}
        color={isDone ? "green" : "gray"}
        onClick={() => (isDone ? actions.reopen(task) : actions.complete(task))}
      >
        {isDone ? (
          <IconCircleCheckFilled size={26} className={classes["check"]} />
        ) : (
          <IconCircle size={26} stroke={1.5} />
        )}
      </ActionIcon>
      <div className={classes["what"]}>
        <p className={classes["title"]}>
          {priority === "high" && !isDone && (
            <IconFlag size={16} aria-label={say("tasks.row.high")} className={classes["flag"]} />
          )}
          {title}
        </p>
        {details !== null && !isDone && <p className={classes["details"]}>{details}</p>}
        <p className={classes["facts"]}>
          {customerName !== null && profileId !== null && onOpen !== undefined && (
            <button type="button" className={classes["customer"]} onClick={() => onOpen(profileId)}>
              {customerName}
            </button>
          )}
          <span className={classes["due"]} data-section={section}>
            <DueText view={{ task, customerName, isPending }} day={day} />
            {!isDone && dueTime !== null && ` · ${dueTime}`}
          </span>
          {isPending && <PendingBadge text={say("tasks.row.pending")} />}
        </p>
      </div>
      {assignee === undefined ? (
        <Text size="sm" c="dimmed" className={classes["anyone"]}>
          {say("tasks.row.anyone")}
        </Text>
      ) : (
        <Tooltip label={assignee}>
          <span role="img" aria-label={assignee} className={classes["assignee"]}>
            <PersonAvatar name={assignee} size={30} />
          </span>
        </Tooltip>
      )}
      {!isDone && <TaskMenu task={task} day={day} actions={actions} />}
    </li>
  );
};

/** By when it is to be done, or when and by whom it was. */
const DueText = ({ view: { task }, day }: { readonly view: TaskView; readonly day: ShopDay }) => {
  const format = useFormat();
  const { now, zone } = day;
  const closer = useStaff()?.find(({ id }) => id === task.closedBy)?.name;
  if (task.closedAt !== null) {
    const when = format.untilDay(task.closedAt, now, zone);
    return closer === undefined
      ? say("tasks.row.done", { when })
      : say("tasks.row.done_by", { when, name: closer });
  }
  const when = format.untilDay(firstInstantOf(dayOfTask(task), zone), now, zone);
  return sectionOfTask(task, day.today) === "overdue" ? say("tasks.row.overdue", { when }) : when;
};

/** What else can be done with an open task. */
const TaskMenu = ({
  task,
  day: { today },
  actions,
}: {
  readonly task: TaskView["task"];
  readonly day: ShopDay;
  readonly actions: TaskActions;
}) => {
  const staffId = useSession((session) => session.staffId);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon color="gray" aria-label={say("tasks.row.later", { title: task.title })}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCalendarDown size={18} aria-hidden />}
          onClick={() => actions.putOff(task, addToDay(today, { days: 1 }))}
        >
          {say("tasks.menu.tomorrow")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCalendarDown size={18} aria-hidden />}
          onClick={() => actions.putOff(task, addToDay(today, { days: 7 }))}
        >
          {say("tasks.menu.week")}
        </Menu.Item>
        {task.assigneeId !== staffId && (
          <Menu.Item
            leftSection={<IconUser size={18} aria-hidden />}
            onClick={() => actions.take(task)}
          >
            {say("tasks.menu.take")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconBan size={18} aria-hidden />}
          onClick={() => actions.remove(task)}
        >
          {say("tasks.menu.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
