import { Text, UnstyledButton } from "@mantine/core";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import type { Format } from "#renderer/words/format.ts";
import { networkWord } from "#renderer/words/network.ts";
import type { Instant } from "#shared/kernel/time.ts";
import classes from "./sync-button.module.css";

/** The state of the sync at a glance. Opens the sync page. */
export const SyncButton = ({
  status,
  onOpen,
}: {
  readonly status: SyncStatus;
  readonly onOpen: () => void;
}) => {
  const format = useFormat();
  const now = useNow(10_000);
  const { connection, attentionCount } = status;
  const word = networkWord(connection);
  const detail = detailOf(status, format, now);
  const attention = attentionCount === 0 ? "" : `Needs attention: ${format.count(attentionCount)}`;
  return (
    <>
      <UnstyledButton
        className={classes["button"]}
        data-tone={TONES[connection]}
        aria-label={["Sync", word, detail.short + detail.more, attention]
          .filter((part) => part !== "")
          .join(". ")}
        onClick={onOpen}
      >
        <span className={classes["dot"]} aria-hidden />
        <span className={classes["words"]}>
          <Text component="span" size="sm" fw={600} lh={1.25}>
            {word}
          </Text>{" "}
          {/* The space is for screen readers: visually these are two lines. */}
          <Text component="span" size="xs" c="dimmed" lh={1.25} className="numbers">
            {detail.short}
            <span className={`wide-only ${classes["more"]}`}>{detail.more}</span>
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

/** What is under the state. A phone has room for `short` alone. */
const detailOf = (status: SyncStatus, format: Format, now: Instant): Detail => {
  const { pendingCount, oldestPendingAt, lastContactAt } = status;
  if (pendingCount > 0) {
    const age = oldestPendingAt === null ? "" : `, oldest ${format.ago(oldestPendingAt, now)}`;
    return { short: `${format.count(pendingCount)} pending`, more: age };
  }
  if (lastContactAt === null) return { short: "Never in contact", more: "" };
  return status.connection === "online"
    ? { short: "All sent", more: "" }
    : { short: "", more: `Last contact ${format.ago(lastContactAt, now)}` };
};

type Detail = { readonly short: string; readonly more: string };
