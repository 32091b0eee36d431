import { Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCloudUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./today.module.css";

/** What waits to sync or needs attention; nothing if all is well. */
export const SyncCard = ({
  status: { pendingCount, attentionCount },
  onSync,
}: {
  readonly status: SyncStatus;
  readonly onSync: () => void;
}) => {
  if (pendingCount === 0 && attentionCount === 0) return null;
  return (
    <Panel title={say("today.sync")} flush>
      <ul className={classes["list"]}>
        {attentionCount > 0 && (
          <SyncRow
            icon={<IconAlertTriangle className={classes["danger"]} size={40} aria-hidden />}
            title={say("today.attention", { count: attentionCount })}
            why={say("today.attention_why")}
            onSync={onSync}
          />
        )}
        {pendingCount > 0 && (
          <SyncRow
            icon={<IconCloudUp className={classes["warning"]} size={40} aria-hidden />}
            title={say("today.waiting", { count: pendingCount })}
            why={say("today.waiting_why")}
            onSync={onSync}
          />
        )}
      </ul>
    </Panel>
  );
};

const SyncRow = ({
  icon,
  title,
  why,
  onSync,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly why: string;
  readonly onSync: () => void;
}) => (
  <li>
    <UnstyledButton className={classes["row"]} onClick={onSync}>
      {icon}
      <span>
        <Text component="span" display="block" fw={500} lh={1.3}>
          {title}
        </Text>
        <Text component="span" display="block" size="sm" c="dimmed" lh={1.35}>
          {why}
        </Text>
      </span>
    </UnstyledButton>
  </li>
);
