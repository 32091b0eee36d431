import { Button } from "@mantine/core";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { connectionSentence, OVER_QUOTA } from "#renderer/words/connection.ts";
import classes from "./connection-banner.module.css";

/**
 * What to do before this device can send or receive everything again. Shows nothing when it is
 * merely offline.
 */
export const ConnectionBanner = ({
  status: { connection, isOverQuota },
  onEnrol,
}: {
  readonly status: Pick<SyncStatus, "connection" | "isOverQuota">;
  readonly onEnrol: () => void;
}) => {
  const isBarred = connection !== "online" && connection !== "offline";
  if (!isBarred && !isOverQuota) return null;
  const { title, advice } = isBarred ? connectionSentence(connection) : OVER_QUOTA;
  return (
    <div className={classes["banner"]}>
      <Callout
        tone="bad"
        title={title}
        actions={connection !== "must_update" && <Button onClick={onEnrol}>Enrol again</Button>}
      >
        {advice}
      </Callout>
    </div>
  );
};
