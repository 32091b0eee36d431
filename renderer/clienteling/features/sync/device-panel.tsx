import { Button, DataList } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { readShellVersion } from "#renderer/clienteling/launcher.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PROTOCOL_VERSION } from "#shared/sync/protocol.ts";

/** What this device is: for reading out to head office. */
export const DevicePanel = ({
  enrolment,
  status,
  onEnrol,
}: {
  readonly enrolment: Enrolment | null;
  readonly status: SyncStatus;
  readonly onEnrol: () => void;
}) => {
  const format = useFormat();
  const shellVersion = useShellVersion();
  const usedBytes = useStorageUse();
  return (
    <Panel
      title="This device"
      aside={
        <Button variant="subtle" onClick={onEnrol}>
          Enrol again
        </Button>
      }
    >
      <DataList size="sm" gap={6} labelWidth="140px" className="numbers">
        <Fact name="Name">{enrolment?.deviceName ?? "Not enrolled"}</Fact>
        <Fact name="Server">{enrolment?.serverUrl ?? "None"}</Fact>
        {enrolment !== null && (
          <>
            <Fact name="Device">{enrolment.deviceId}</Fact>
            <Fact name="Enrolment">{format.count(enrolment.deviceEpoch)}</Fact>
          </>
        )}
        <Fact name="App">
          {shellVersion === null ? __APP_VERSION__ : `${__APP_VERSION__} (desktop ${shellVersion})`}
        </Fact>
        <Fact name="Protocol">{format.count(PROTOCOL_VERSION)}</Fact>
        <Fact name="Storage">
          {[STORAGE[status.storage], usedBytes === null ? null : `${megabytes(usedBytes)} MB used`]
            .filter((part) => part !== null)
            .join(", ")}
        </Fact>
        <Fact name="Records here">{format.count(status.firstPull.loaded)}</Fact>
      </DataList>
    </Panel>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <DataList.Item>
    <DataList.ItemLabel>{name}</DataList.ItemLabel>
    <DataList.ItemValue>{children}</DataList.ItemValue>
  </DataList.Item>
);

const STORAGE: Readonly<Record<SyncStatus["storage"], string>> = {
  ok: "Protected, with journal",
  unprotected: "Not protected by the browser",
  degraded: "Without journal",
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
      // Absent where the page is not in a secure context.
      const estimate = await navigator.storage?.estimate?.();
      setUsage(estimate?.usage ?? null);
    };
    void read();
  }, []);
  return usage;
};

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
