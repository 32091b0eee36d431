import { Button, Text } from "@mantine/core";
import {
  type Icon,
  IconCircleCheck,
  IconCircleX,
  IconCoins,
  IconHourglass,
  IconInfoCircle,
} from "@tabler/icons-react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { AttentionItem, StaffMember } from "#renderer/data/views.ts";
import type { Tone } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { commandTitle } from "#renderer/words/command.ts";
import { say } from "#renderer/words/say.ts";
import { verdictDetail, verdictSentence } from "#renderer/words/verdict.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import classes from "./command-list.module.css";

/** Money that is missing looks different from details that were refused. */
const LOOKS: Readonly<Record<Verdict["status"], { readonly Icon: Icon; readonly tone: Tone }>> = {
  accepted: { Icon: IconInfoCircle, tone: "info" },
  accepted_short: { Icon: IconCoins, tone: "warning" },
  charged: { Icon: IconCoins, tone: "danger" },
  refused: { Icon: IconCircleX, tone: "danger" },
  parked: { Icon: IconHourglass, tone: "info" },
};

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
  const dismiss = async (commandIds: readonly CommandId[]) => {
    await device.markSeen(commandIds);
    toast(
      say("sync.dismissed", { count: commandIds.length }),
      () => void device.markUnseen(commandIds),
    );
  };
  const unseen = items.filter(({ isSeen }) => !isSeen).map(({ verdict }) => verdict.commandId);
  return (
    <Panel
      title={say("sync.needs_attention")}
      flush
      aside={
        unseen.length > 0 && (
          <Button variant="subtle" onClick={() => void dismiss(unseen)}>
            {say("sync.dismiss_all")}
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
          title={pendingCount === 0 ? say("sync.clear") : say("sync.not_yet")}
        >
          {pendingCount === 0
            ? say("sync.clear_hint")
            : say("sync.not_yet_hint", { count: pendingCount, shown: format.count(pendingCount) })}
        </QuietNote>
      ) : (
        <ul className={classes["list"]}>
          {items.map(({ verdict, command, isSeen }) => {
            const { title, advice } = verdictSentence(verdict, programme, format);
            const detail = verdictDetail(verdict);
            const { Icon, tone } = LOOKS[verdict.status];
            const profileId = verdict.profileId ?? command?.profileId ?? null;
            return (
              <li
                key={verdict.commandId}
                className={classes["item"]}
                data-unseen={isSeen ? undefined : true}
                data-tone={tone}
              >
                <Icon className={classes["icon"]} size={24} stroke={1.75} aria-hidden />
                <div className={classes["what"]}>
                  <Text size="sm" c="dimmed" className="numbers">
                    {[
                      command === null ? say("sync.on_this_device") : commandTitle(command, format),
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
                    {say("sync.open_customer")}
                  </Button>
                )}
                {!isSeen && (
                  <Button variant="subtle" onClick={() => void dismiss([verdict.commandId])}>
                    {say("sync.dismiss")}
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
