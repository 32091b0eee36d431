import { Button } from "@mantine/core";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { networkSentence, overQuotaSentence } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say-first.ts";
import { IS_BARRED } from "#shared/redemption/choose-mode.ts";
import classes from "./connection-banner.module.css";

/**
 * What to do before this device can send or receive everything again. Shows nothing when it is
 * merely offline.
 */
export const ConnectionBanner = ({
  status: { connection, overQuota },
  onEnrol,
}: {
  readonly status: Pick<SyncStatus, "connection" | "overQuota">;
  readonly onEnrol: () => void;
}) => {
  const isBarred = IS_BARRED[connection];
  if (!isBarred && overQuota === null) return null;
  const { title, advice } =
    isBarred || overQuota === null ? networkSentence(connection) : overQuotaSentence(overQuota);
  return (
    <div className={classes["banner"]}>
      <Callout
        tone="danger"
        title={title}
        actions={
          ENROLS_AGAIN[connection] && <Button onClick={onEnrol}>{say("sync.enrol_again")}</Button>
        }
      >
        {advice}
      </Callout>
    </div>
  );
};

/** Whether enrolling again helps a device that is barred or over its quota. */
const ENROLS_AGAIN: Readonly<Record<SyncStatus["connection"], boolean>> = {
  online: true,
  offline: true,
  must_update: false,
  must_enrol: true,
};
