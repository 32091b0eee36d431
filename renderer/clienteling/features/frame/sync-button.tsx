import { Popover, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import type { Format } from "#renderer/words/format.ts";
import { networkWord } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say-first.ts";
import type { Instant } from "#shared/kernel/time.ts";
import classes from "./sync-button.module.css";
import { SyncSummary } from "./sync-summary.tsx";

/** The state of the sync at a glance. It opens a summary, and from there the whole page. */
export const SyncButton = ({
  status,
  onOpen,
}: {
  readonly status: SyncStatus;
  /** Opens the page. Null while nobody is signed in. */
  readonly onOpen: (() => void) | null;
}) => {
  const format = useFormat();
  const now = useNow(10_000);
  const [isOpen, setOpen] = useState(false);
  const { connection, attentionCount } = status;
  const word = networkWord(connection);
  const detail = detailOf(status, format, now);
  const attention =
    attentionCount === 0 ? "" : say("sync.attention", { shown: format.count(attentionCount) });
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        width={320}
        position="bottom-end"
        shadow="md"
        trapFocus
        returnFocus
        withRoles={false}
      >
        <Popover.Target>
          <UnstyledButton
            className={classes["button"]}
            data-tone={TONES[connection]}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            aria-label={[say("sync.pill"), word, detail, attention]
              .filter((part) => part !== "")
              .join(". ")}
            onClick={() => setOpen(!isOpen)}
          >
            <span className={classes["dot"]} aria-hidden />
            <span className={classes["words"]}>
              <Text component="span" size="sm" fw={600} lh={1.25}>
                {word}
              </Text>{" "}
              {/* The space is for screen readers: visually these are two lines. */}
              <Text component="span" size="xs" c="dimmed" lh={1.25} className="numbers">
                {detail}
              </Text>
            </span>
            {attentionCount > 0 && (
              <span
                className={`numbers ${classes["count"]}`}
                data-count={format.count(attentionCount)}
                aria-hidden
              />
            )}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={say("titles.sync")} p="md">
          <SyncSummary
            status={status}
            now={now}
            onOpen={
              onOpen &&
              (() => {
                setOpen(false);
                onOpen();
              })
            }
          />
        </Popover.Dropdown>
      </Popover>
      <LiveMessage>{word}</LiveMessage>
    </>
  );
};

const TONES = {
  online: "success",
  offline: "warning",
  must_update: "danger",
  must_enrol: "danger",
} as const;

/** What is under the state. */
const detailOf = (status: SyncStatus, format: Format, now: Instant): string => {
  const { pendingCount, lastContactAt, connection } = status;
  if (pendingCount > 0) return say("sync.waiting", { shown: format.count(pendingCount) });
  if (lastContactAt === null) return say("sync.never");
  return connection === "online"
    ? say("sync.all_synced")
    : say("sync.last", { ago: format.ago(lastContactAt, now) });
};
