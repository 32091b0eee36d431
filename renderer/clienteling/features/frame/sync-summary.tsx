import { Button, Stack, Text } from "@mantine/core";
import { SyncNowButton } from "#renderer/clienteling/sync-now-button.tsx";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { networkSentence } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say-first.ts";
import type { Instant } from "#shared/kernel/time.ts";
import classes from "./sync-summary.module.css";

/** How sync is doing: what it means, what waits, and a way to sync or to see all of it. */
export const SyncSummary = ({
  status,
  now,
  onOpen,
}: {
  readonly status: SyncStatus;
  readonly now: Instant;
  /** Opens the page. Null while nobody is signed in. */
  readonly onOpen: (() => void) | null;
}) => {
  const format = useFormat();
  const { connection, isIntercepted, pendingCount, attentionCount, lastContactAt } = status;
  const { title, advice } = networkSentence(connection, isIntercepted);
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {advice}
        </Text>
      </div>
      <dl className={`numbers ${classes["facts"]}`}>
        <div>
          <dt>{say("sync.waiting_title")}</dt>
          <dd>{format.count(pendingCount)}</dd>
        </div>
        <div data-tone={attentionCount > 0 ? "danger" : undefined}>
          <dt>{say("sync.needs_attention")}</dt>
          <dd>{format.count(attentionCount)}</dd>
        </div>
        <div>
          <dt>{say("sync.last_title")}</dt>
          <dd>{lastContactAt === null ? say("sync.never") : format.ago(lastContactAt, now)}</dd>
        </div>
      </dl>
      <Stack gap="xs">
        <SyncNowButton status={status} />
        {onOpen !== null && (
          <Button variant="default" onClick={onOpen}>
            {say("sync.open_page")}
          </Button>
        )}
      </Stack>
    </Stack>
  );
};
