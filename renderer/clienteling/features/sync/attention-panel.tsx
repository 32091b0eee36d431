import { Button, Text } from "@mantine/core";
import { IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { AttentionItem, StaffMember } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { commandTitle } from "#renderer/words/command.ts";
import { verdictDetail, verdictSentence } from "#renderer/words/verdict.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import classes from "./command-list.module.css";

/** Every answer other than a plain yes: what it was about, why, and what to do. */
export const AttentionPanel = ({
  items,
  pendingCount,
  staff,
  programme,
  onOpen,
}: {
  readonly items: readonly AttentionItem[];
  /** Actions without an answer yet: any of them may still need attention. */
  readonly pendingCount: number;
  readonly staff: readonly StaffMember[];
  /** Null until the policy has been pulled. */
  readonly programme: Programme | null;
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const now = useNow(30_000);
  const unseen = items.filter(({ isSeen }) => !isSeen).map(({ verdict }) => verdict.commandId);
  return (
    <Panel
      title="Needs attention"
      flush
      aside={
        unseen.length > 0 && (
          <Button variant="subtle" onClick={() => void device.markSeen(unseen)}>
            Mark all as seen
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <QuietNote
          isGood={pendingCount === 0}
          icon={
            pendingCount === 0 ? (
              <IconCircleCheck size={24} aria-hidden />
            ) : (
              <IconHourglass size={24} aria-hidden />
            )
          }
          title={pendingCount === 0 ? "All clear" : "Nothing yet"}
        >
          {pendingCount === 0
            ? "Everything synced so far was accepted."
            : `${format.count(pendingCount)} ${pendingCount === 1 ? "action hasn't" : "actions haven't"} been answered yet.`}
        </QuietNote>
      ) : (
        <ul className={classes["list"]}>
          {items.map(({ verdict, command, isSeen }) => {
            const { title, advice } = verdictSentence(verdict, programme, format);
            const detail = verdictDetail(verdict);
            const profileId = verdict.profileId ?? command?.profileId ?? null;
            return (
              <li
                key={verdict.commandId}
                className={classes["item"]}
                data-unseen={isSeen ? undefined : true}
              >
                <div className={classes["what"]}>
                  <Text size="sm" c="dimmed" className="numbers">
                    {[
                      command === null
                        ? "Something done on this device"
                        : commandTitle(command, format),
                      command?.profileName ?? undefined,
                      format.moment(command?.occurredAt ?? verdict.recordedAt, now),
                      staff.find(({ id }) => id === command?.staffId)?.name,
                    ]
                      .filter((part) => part !== undefined)
                      .join(" · ")}
                  </Text>
                  <Text fw={600} className="numbers">
                    {title}
                  </Text>
                  <Text size="sm">{advice}</Text>
                  {detail !== null && (
                    <Text size="xs" c="dimmed">
                      {detail}
                    </Text>
                  )}
                </div>
                {profileId !== null && (
                  <Button variant="default" onClick={() => onOpen(profileId)}>
                    Open customer
                  </Button>
                )}
                {!isSeen && (
                  <Button
                    variant="subtle"
                    onClick={() => void device.markSeen([verdict.commandId])}
                  >
                    Seen
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
};
