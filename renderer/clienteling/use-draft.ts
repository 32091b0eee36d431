import { useCallback, useMemo, useState } from "react";
import type { DraftFields, DraftKind } from "#renderer/data/drafts/draft.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useDevice } from "./device-context.tsx";

/**
 * What this member of staff has typed here and not sent: `kept` is what was there when the screen
 * opened. `subject` is the profile's id; for a new profile, what it was started with.
 */
export const useDraft = (kind: DraftKind, subject: string) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const key = useMemo(
    () => (staffId === null ? null : { kind, staffId, subject }),
    [kind, staffId, subject],
  );
  const [kept, setKept] = useState(() => (key === null ? null : device.drafts.read(key)));
  const keep = useCallback(
    (fields: DraftFields) => {
      if (key !== null) void device.drafts.write(key, fields);
    },
    [device, key],
  );
  /** Resolves once the draft is gone from the disk as well. */
  const forget = useCallback(async () => {
    setKept(null);
    if (key !== null) await device.drafts.write(key, {});
  }, [device, key]);
  return { kept, keep, forget };
};
