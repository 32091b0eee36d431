import { ActionIcon, Button, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
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
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { cardPaymentSentence } from "#renderer/words/card-payment.ts";
import { networkSentence, storageSentence } from "#renderer/words/network.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { AttentionPanel } from "./attention-panel.tsx";
import { DevicePanel } from "./device-panel.tsx";
import { PendingPanel } from "./pending-panel.tsx";
import { QuarantinePanel } from "./quarantine-panel.tsx";
import { saveFile } from "./save-file.ts";
import { StatusFigures } from "./status-figures.tsx";
import { SyncNowButton } from "./sync-now-button.tsx";
import classes from "./sync-screen.module.css";

/** Everything between this device and the server: what waits, what was answered, how safe it is. */
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
        <LoadingRows label="Loading the sync status" rows={6} />
      </main>
    );
  }

  const exportPending = async () => {
    setExporting(true);
    const text = await device.exportPending();
    setExporting(false);
    saveFile(`regulars-pending-${new Date(device.now()).toISOString().slice(0, 10)}.json`, text);
  };

  const connection = networkSentence(status.connection);
  const storage = storageSentence(status.storage);
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <Tooltip label="Back (Esc)">
          <ActionIcon variant="default" aria-label="Back" onClick={onBack}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <Title order={1} className={classes["title"]}>
          Sync
        </Title>
        <Tooltip label="Everything not known to be backed up by the server">
          <Button
            variant="default"
            leftSection={<IconDownload size={20} aria-hidden />}
            loading={isExporting}
            onClick={() => void exportPending()}
          >
            Export to a file
          </Button>
        </Tooltip>
        <SyncNowButton status={status} />
      </div>
      <div className={classes["blocks"]}>
        <StatusFigures status={status} />
        {status.connection === "offline" && (
          <Callout tone="warning" title={connection.title}>
            {connection.advice}
          </Callout>
        )}
        {status.parkedCount > 0 && (
          <Callout
            tone="warning"
            title={`${format.count(status.parkedCount)} set aside by the server.`}
          >
            The server couldn't read these; everything else carries on. Export to a file and send it
            to head office.
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
            actions={<Button onClick={onGiftCard}>Open gift cards</Button>}
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
        <DevicePanel
          enrolment={enrolment}
          locationName={config?.ownLocation?.name ?? null}
          status={status}
          quarantined={quarantined}
          onEnrol={onEnrol}
        />
      </div>
    </main>
  );
};
