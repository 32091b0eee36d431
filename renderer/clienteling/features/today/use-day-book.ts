import { useEffect } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { usePending } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";

/** Records what the signed-in staff member does for customers, for their figures on Today. */
export const useDayBook = (): void => {
  const pending = usePending();
  const staffId = useSession((session) => session.staffId);
  const remember = useSession((session) => session.rememberDeeds);
  const openedId = useSession(({ recentProfileIds: [latest] }) => latest);
  const device = useDevice();
  useEffect(() => {
    if (staffId === null || openedId === undefined) return;
    remember([{ kind: "opened", profileId: openedId, at: device.now() }]);
  }, [openedId, staffId, remember, device]);
  useEffect(() => {
    if (staffId === null || pending === undefined) return;
    const own = pending.filter((item) => item.staffId === staffId && item.kind !== "withdrawn");
    remember(
      own.flatMap(({ profileId, kind, occurredAt: at }) =>
        profileId === null
          ? []
          : [{ profileId, kind: kind === "create_profile" ? "added" : "served", at } as const],
      ),
    );
  }, [pending, staffId, remember]);
};
