import { ActionIcon, Button, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { SyncNowButton } from "#renderer/clienteling/sync-now-button.tsx";
import {
  useAttention,
  useCardPayment,
  useConfig,
  useEnrolment,
  usePending,
  useQuarantined,
  useStaff,
  useSyncStatus,
} from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { Callout, type Tone } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { cardPaymentSentence } from "#renderer/words/card-payment.ts";
import { networkSentence, storageSentence } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { AttentionPanel } from "./attention-panel.tsx";
import { DevicePanel } from "./device-panel.tsx";
import { PendingPanel } from "./pending-panel.tsx";
import { QuarantinePanel } from "./quarantine-panel.tsx";
import { saveFile } from "./save-file.ts";
import classes from "./sync-screen.module.css";

/**
 * How sync is doing: in a line, then what needs attention and what waits. What support asks for is
 * folded away.
 */
export const SyncScreen = ({
  onOpen,
  onGiftCard,
  onEnrol,
  onBack,
}: {
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onGiftCard: () => void;
  readonly onEnrol: () => void;
  readonly onBack: () => void;
}) => {
  const device = useDevice();
  const status = useSyncStatus();
  const pending = usePending();
  const attention = useAttention();
  const payment = useCardPayment();
  const enrolment = useEnrolment();
  const staff = useStaff();
  const config = useConfig();
  const quarantined = useQuarantined() ?? [];
  const format = useFormat();
  const now = useNow(10_000);
  const [isExporting, setExporting] = useState(false);
  useShortcuts({ escape: onBack });

  if (
    status === undefined ||
    pending === undefined ||
    attention === undefined ||
    enrolment === undefined
  ) {
    return (
      <main id="main" className={classes["screen"]}>
        <LoadingRows label={say("sync.loading")} rows={6} />
      </main>
    );
  }

  const exportPending = async () => {
    setExporting(true);
    const text = await device.exportPending();
    setExporting(false);
    saveFile(`regulars-pending-${new Date(device.now()).toISOString().slice(0, 10)}.json`, text);
  };

  const connection = networkSentence(status.connection, status.isIntercepted);
  const storage = storageSentence(status.storage);
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <Tooltip label={say("sync.back_key")}>
          <ActionIcon variant="default" aria-label={say("sync.back")} onClick={onBack}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <Title order={1} className={classes["title"]}>
          {say("sync.title")}
        </Title>
        <SyncNowButton status={status} />
      </div>
      <div className={classes["blocks"]}>
        <Callout tone={TONES[status.connection]} title={connection.title}>
          {connection.advice}{" "}
          {status.lastContactAt === null
            ? say("sync.never")
            : say("sync.last", { ago: format.ago(status.lastContactAt, now) })}
          .
        </Callout>
        {status.parkedCount > 0 && (
          <Callout
            tone="warning"
            title={say("sync.parked", {
              count: status.parkedCount,
              shown: format.count(status.parkedCount),
            })}
          >
            {say("sync.parked_hint")}
          </Callout>
        )}
        {storage !== null && (
          <Callout tone="warning" title={storage.title}>
            {storage.advice}
          </Callout>
        )}
        {payment?.isLate && (
          <Callout
            tone="warning"
            title={cardPaymentSentence(payment, format).title}
            actions={<Button onClick={onGiftCard}>{say("sync.gift_cards")}</Button>}
          >
            {cardPaymentSentence(payment, format).advice}
          </Callout>
        )}
        <AttentionPanel
          items={attention}
          pendingCount={status.pendingCount}
          staff={staff ?? []}
          programme={config?.programme ?? null}
          onOpen={onOpen}
        />
        <PendingPanel items={pending} staff={staff ?? []} onOpen={onOpen} />
        {quarantined.length > 0 && <QuarantinePanel facts={quarantined} />}
        <details className={classes["technical"]}>
          <summary>{say("sync.technical")}</summary>
          <Button
            variant="default"
            mb="md"
            leftSection={<IconDownload size={20} aria-hidden />}
            loading={isExporting}
            onClick={() => void exportPending()}
          >
            {say("sync.export")}
          </Button>
          <DevicePanel
            enrolment={enrolment}
            locationName={config?.ownLocation?.name ?? null}
            status={status}
            quarantined={quarantined}
            onEnrol={onEnrol}
          />
        </details>
      </div>
    </main>
  );
};

const TONES: Readonly<Record<SyncStatus["connection"], Tone>> = {
  online: "success",
  offline: "warning",
  must_update: "danger",
  must_enrol: "danger",
};
