import { useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { KioskScreen } from "#renderer/clienteling/features/kiosk/kiosk-screen.tsx";
import { SignInScreen } from "#renderer/clienteling/features/sign-in/sign-in-screen.tsx";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import { browserZone } from "#renderer/data/browser/browser-zone.ts";
import { useScreenChange } from "#renderer/page/use-screen-change.ts";
import { useKiosk } from "#renderer/state/kiosk-store.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { FormatProvider } from "#renderer/ui/format-context.tsx";
import { inChosenLanguage } from "#renderer/words/chosen-locale.ts";
import { createFormat } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import type { StaffId } from "#shared/kernel/ids.ts";

/** The whole app while the device is a kiosk, whatever its address says ([X50]). */
export const KioskMode = ({ startedBy }: { readonly startedBy: StaffId }) => {
  const config = useConfig();
  const pathname = useLocation({ select: (location) => location.pathname });
  const navigate = useNavigate();
  const router = useRouter();
  const stop = useKiosk((kiosk) => kiosk.stop);
  const signIn = useSession((session) => session.signIn);
  useScreenChange(say("titles.kiosk"), "kiosk");
  useEffect(() => {
    if (pathname !== "/kiosk") void navigate({ to: "/kiosk", replace: true });
  }, [pathname, navigate]);
  const format = useMemo(
    () =>
      createFormat({
        locale: inChosenLanguage(config?.tenant?.locale ?? navigator.language),
        currency: config?.tenant?.currency ?? "XXX",
        timeZone: config?.ownLocation?.timezone ?? browserZone(),
      }),
    [config?.tenant, config?.ownLocation],
  );
  const leave = async (staffId: StaffId) => {
    await router.navigate({ to: "/", replace: true });
    signIn(staffId);
    stop();
  };
  return (
    <FormatProvider format={format}>
      <KioskScreen
        staffId={startedBy}
        locationName={config?.ownLocation?.name ?? null}
        staff={
          <SignInScreen nextStaffId={startedBy} onSignedIn={(staffId) => void leave(staffId)} />
        }
      />
    </FormatProvider>
  );
};
