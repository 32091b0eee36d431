import { Button } from "@mantine/core";
import { useState } from "react";
import { useStorageUse } from "#renderer/clienteling/use-storage-use.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { say } from "#renderer/words/say.ts";
import { FactRows } from "./fact-rows.tsx";
import classes from "./settings-screen.module.css";

/** What this device stores, what takes the room, and whether the browser may clear it. */
export const StoragePanel = ({ storage }: { readonly storage: SyncStatus["storage"] }) => {
  const format = useFormat();
  const { usedBytes, pictureBytes } = useStorageUse();
  const [isProtected, setProtected] = useState(storage !== "unprotected");
  const sizeOf = (bytes: number | null) =>
    bytes === null ? say("settings.unknown") : format.bytes(bytes);
  const restBytes =
    usedBytes === null || pictureBytes === null ? null : Math.max(0, usedBytes - pictureBytes);
  const protect = async () => {
    const isAllowed = await navigator.storage.persist();
    setProtected(isAllowed);
    toast(isAllowed ? say("settings.protect_done") : say("settings.protect_refused"));
  };
  return (
    <Panel title={say("settings.storage")}>
      <FactRows
        facts={[
          [say("settings.used"), sizeOf(usedBytes)],
          [say("settings.customers"), sizeOf(restBytes)],
          [say("settings.pictures"), sizeOf(pictureBytes)],
          [
            say("settings.protected"),
            isProtected ? say("settings.is_protected") : say("settings.not_protected"),
          ],
        ]}
      />
      {!isProtected && (
        <div className={classes["actions"]}>
          <Button variant="default" onClick={() => void protect()}>
            {say("settings.protect")}
          </Button>
        </div>
      )}
    </Panel>
  );
};
