import { useNow } from "#renderer/clienteling/use-now.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { networkWord } from "#renderer/words/network.ts";
import classes from "./status-figures.module.css";

/** The four figures that show how far this device is out of sync. */
export const StatusFigures = ({ status }: { readonly status: SyncStatus }) => {
  const format = useFormat();
  const now = useNow(5000);
  const { lastContactAt, oldestPendingAt, pendingCount } = status;
  return (
    <dl className={`numbers ${classes["figures"]}`}>
      <div>
        <dt>Connection</dt>
        <dd>{networkWord(status.connection)}</dd>
      </div>
      <div>
        <dt>Pending</dt>
        <dd>{format.count(pendingCount)}</dd>
      </div>
      <div>
        <dt>Oldest pending</dt>
        <dd>{oldestPendingAt === null ? "None" : format.ago(oldestPendingAt, now)}</dd>
      </div>
      <div>
        <dt>Last contact</dt>
        <dd title={lastContactAt === null ? undefined : format.dateTime(lastContactAt)}>
          {lastContactAt === null ? "Never" : format.ago(lastContactAt, now)}
        </dd>
      </div>
    </dl>
  );
};
