import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTasks } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { TaskList } from "./task-list.tsx";
import { useTaskActions } from "./use-task-actions.ts";

/** What this store is to do for one customer. */
export const CustomerTasks = ({
  profileId,
  onAdd,
}: {
  readonly profileId: ProfileId;
  readonly onAdd: () => void;
}) => {
  const day = useShopDay();
  const actions = useTaskActions(day);
  const open = (useTasks() ?? []).filter(
    ({ task }) => task.profileId === profileId && task.state === "open",
  );
  return (
    <Panel
      title={say("tasks.title")}
      flush
      aside={
        <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
          {say("tasks.add")}
        </Button>
      }
    >
      {open.length === 0 ? (
        <Text size="sm" c="dimmed" px="md" py="sm">
          {say("tasks.customer.none")}
        </Text>
      ) : (
        <TaskList tasks={open} day={day} actions={actions} />
      )}
    </Panel>
  );
};
