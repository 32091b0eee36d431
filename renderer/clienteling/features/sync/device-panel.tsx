import { Button, DataList, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { readShellVersion } from "#renderer/clienteling/launcher.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { CopyButton } from "#renderer/ui/copy-button.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { deviceFacts, supportText, usedBytesOf } from "./device-facts.ts";

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
  const usedBytes = useStorageUse();
  const pictureBytes = usePictureBytes();
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

const useShellVersion = (): string | null => {
  const [version, setVersion] = useState<string | null>(null);
  useEffect(() => {
    void readShellVersion(window).then(setVersion);
  }, []);
  return version;
};

const useStorageUse = (): number | null => {
  const [usage, setUsage] = useState<number | null>(null);
  useEffect(() => {
    const read = async () => {
      // Missing when the page isn't in a secure context.
      setUsage(usedBytesOf(await navigator.storage?.estimate?.()));
    };
    void read();
  }, []);
  return usage;
};

const usePictureBytes = (): number | null => {
  const device = useDevice();
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    void device.pictureBytes().then(setBytes);
  }, [device]);
  return bytes;
};
