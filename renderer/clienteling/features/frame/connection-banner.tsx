import { Button } from "@mantine/core";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { connectionSentence } from "#renderer/words/connection.ts";
import classes from "./connection-banner.module.css";

/**
 * What to do before this device can receive new facts again. Shows nothing when it is merely
 * offline.
 */
export const ConnectionBanner = ({
  connection,
  onEnrol,
}: {
  readonly connection: SyncStatus["connection"];
  readonly onEnrol: () => void;
}) => {
  if (connection === "online" || connection === "offline") return null;
  const { title, advice } = connectionSentence(connection);
  return (
    <div className={classes["banner"]}>
      <Callout
        tone="bad"
        title={title}
        actions={connection === "must_enrol" && <Button onClick={onEnrol}>Enrol again</Button>}
      >
        {advice}
      </Callout>
    </div>
  );
};
