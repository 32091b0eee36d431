import { Button } from "@mantine/core";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./store-screen.module.css";

/** What waits on this device, and what its staff should look at. */
export const DevicePanel = ({
  status,
  onSync,
}: {
  readonly status: SyncStatus;
  readonly onSync: () => void;
}) => {
  const format = useFormat();
  return (
    <Panel title={say("store.device")}>
      <dl className={`numbers ${classes["pair"]}`}>
        <div>
          <dt>{say("store.waiting")}</dt>
          <dd className={classes["value"]}>{format.count(status.pendingCount)}</dd>
        </div>
        <div>
          <dt>{say("store.attention")}</dt>
          <dd className={classes["value"]}>{format.count(status.attentionCount)}</dd>
        </div>
      </dl>
      <Button variant="default" mt="md" onClick={onSync}>
        {say("store.open_sync")}
      </Button>
    </Panel>
  );
};
