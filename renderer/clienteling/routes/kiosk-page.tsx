import { useNavigate } from "@tanstack/react-router";
import { KioskStart } from "#renderer/clienteling/features/kiosk/kiosk-start.tsx";
import { useKiosk } from "#renderer/state/kiosk-store.ts";
import { useSession } from "#renderer/state/session-store.ts";

/** `/kiosk`, until the device is one. */
export const KioskPage = () => {
  const navigate = useNavigate();
  const { staffId, forgetDesks } = useSession();
  const start = useKiosk((kiosk) => kiosk.start);
  return (
    <KioskStart
      onStart={() => {
        if (staffId === null) return;
        start(staffId);
        forgetDesks();
        // Nothing of what staff have looked at stays in the page's memory.
        window.location.reload();
      }}
      onBack={() => void navigate({ to: "/" })}
    />
  );
};
