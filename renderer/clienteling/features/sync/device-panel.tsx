import { Button, DataList, Group } from "@mantine/core";
import { useShellVersion } from "#renderer/clienteling/use-shell-version.ts";
import { useStorageUse } from "#renderer/clienteling/use-storage-use.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { CopyButton } from "#renderer/ui/copy-button.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { deviceFacts, supportText } from "./device-facts.ts";

/** Facts about this device, to read out or send to support. */
export const DevicePanel = ({
  enrolment,
  locationName,
  status,
  quarantined,
  onEnrol,
}: {
  readonly enrolment: Enrolment | null;
  readonly locationName: string | null;
  readonly status: SyncStatus;
  readonly quarantined: readonly QuarantinedFact[];
  readonly onEnrol: () => void;
}) => {
  const shellVersion = useShellVersion();
  const { usedBytes, pictureBytes } = useStorageUse();
  const facts = deviceFacts({
    enrolment,
    locationName,
    status,
    appVersion: __APP_VERSION__,
    shellVersion,
    usedBytes,
    pictureBytes,
  });
  return (
    <Panel
      title={say("sync.this_device")}
      aside={
        <Group gap="xs" justify="flex-end">
          <Button variant="subtle" onClick={onEnrol}>
            {say("sync.enrol_again")}
          </Button>
          <CopyButton label={say("sync.copy")} text={supportText(facts, status, quarantined)} />
        </Group>
      }
    >
      <DataList size="sm" gap={6} className="numbers">
        {facts.map(({ name, value }) => (
          <DataList.Item key={name}>
            <DataList.ItemLabel>{name}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </Panel>
  );
};
