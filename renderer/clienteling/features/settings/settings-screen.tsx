import { ActionIcon, Button, Text, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useMemo, useSyncExternalStore } from "react";
import { readDesktopDisplay } from "#renderer/clienteling/desktop-display.ts";
import { useConfig, useEnrolment, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useShellVersion } from "#renderer/clienteling/use-shell-version.ts";
import { appUpdate } from "#renderer/page/app-update.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { say } from "#renderer/words/say.ts";
import { AppearancePanel } from "./appearance-panel.tsx";
import { CustomerDisplayPanel } from "./customer-display-panel.tsx";
import { FactRows } from "./fact-rows.tsx";
import classes from "./settings-screen.module.css";
import { StoragePanel } from "./storage-panel.tsx";

/** What can be set on this device, and what there is to know about it. */
export const SettingsScreen = ({
  onSync,
  onEnrol,
  onBack,
}: {
  readonly onSync: () => void;
  readonly onEnrol: () => void;
  readonly onBack: () => void;
}) => {
  const status = useSyncStatus();
  const enrolment = useEnrolment();
  const config = useConfig();
  const shellVersion = useShellVersion();
  const format = useFormat();
  const now = useNow(30_000);
  const isUpdateReady = useSyncExternalStore(appUpdate.subscribe, appUpdate.isReady);
  const display = useMemo(() => readDesktopDisplay(window), []);
  useShortcuts({ escape: onBack });
  if (status === undefined || enrolment === undefined || enrolment === null) {
    return (
      <main id="main" className={classes["screen"]}>
        <LoadingRows label={say("settings.title")} rows={6} />
      </main>
    );
  }
  const { lastContactAt } = status;
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <Tooltip label={say("settings.back_key")}>
          <ActionIcon variant="default" aria-label={say("settings.back")} onClick={onBack}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <Title order={1}>{say("settings.title")}</Title>
      </div>
      <div className={classes["blocks"]}>
        <AppearancePanel />
        <Panel title={say("settings.device")}>
          <FactRows
            facts={[
              [say("settings.device_name"), enrolment.deviceName],
              [say("settings.store"), config?.ownLocation?.name ?? say("settings.unknown")],
              [say("settings.connects_to"), new URL(enrolment.serverUrl).host],
              [
                say("settings.last_synced"),
                lastContactAt === null ? say("sync.never") : format.ago(lastContactAt, now),
              ],
            ]}
          />
          <div className={classes["actions"]}>
            <Button variant="default" onClick={onSync}>
              {say("settings.open_sync")}
            </Button>
            <Button variant="subtle" onClick={onEnrol}>
              {say("settings.enrol_again")}
            </Button>
          </div>
        </Panel>
        <Panel title={say("settings.printer")}>
          <Text size="sm" c="dimmed">
            {say("settings.printer_hint")}
          </Text>
          <div className={classes["actions"]}>
            <Button
              variant="default"
              leftSection={<IconPrinter size={20} aria-hidden />}
              onClick={() => window.print()}
            >
              {say("settings.print_test")}
            </Button>
          </div>
        </Panel>
        {display !== null && <CustomerDisplayPanel display={display} />}
        <StoragePanel storage={status.storage} />
        <Panel title={say("settings.about")}>
          <FactRows
            facts={[
              [say("settings.version"), __APP_VERSION__],
              ...(shellVersion === null ? [] : ([[say("settings.shell"), shellVersion]] as const)),
              [
                say("settings.update"),
                isUpdateReady ? say("settings.update_ready") : say("settings.up_to_date"),
              ],
              [say("settings.licence"), say("settings.licence_name")],
            ]}
          />
        </Panel>
      </div>
      <div className={classes["paper"]} aria-hidden>
        <p>{say("settings.test_page")}</p>
        <p>{say("settings.test_signs")}</p>
        <p>{say("settings.test_names")}</p>
      </div>
    </main>
  );
};
