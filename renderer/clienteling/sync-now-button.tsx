import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { say } from "#renderer/words/say-first.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** How long a click waits for the server, in ms. */
const ASKING_MAX_MS = 5000;
/** How long it shows at least, in ms. If it only flashed, the button would seem to do nothing. */
const ASKING_MIN_MS = 500;

/** Syncs now, and shows so until the server answers or time is up. */
export const SyncNowButton = ({ status }: { readonly status: SyncStatus }) => {
  const device = useDevice();
  const { lastContactAt } = status;
  const [asked, setAsked] = useState<{ readonly heardBefore: Instant | null } | null>(null);
  const isHeard = asked !== null && lastContactAt !== asked.heardBefore;

  useEffect(() => {
    if (asked === null) return;
    const timer = setTimeout(() => setAsked(null), isHeard ? ASKING_MIN_MS : ASKING_MAX_MS);
    return () => clearTimeout(timer);
  }, [asked, isHeard]);

  return (
    <Button
      leftSection={<IconRefresh size={20} aria-hidden />}
      loading={asked !== null}
      onClick={() => {
        setAsked({ heardBefore: lastContactAt });
        device.syncNow();
      }}
    >
      {say("sync.now")}
    </Button>
  );
};
