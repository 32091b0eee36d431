import { createRoute, useNavigate } from "@tanstack/react-router";
import { EnrolScreen } from "#renderer/clienteling/features/enrol/enrol-screen.tsx";
import { useLaunch } from "#renderer/clienteling/launch-context.tsx";
import { useEnrolment, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";
import { rootRoute } from "./root.tsx";

/** Enrolling a device that was enrolled before: the first time has no address, it comes by itself. */
const EnrolAgain = () => {
  const navigate = useNavigate();
  const launch = useLaunch();
  const enrolment = useEnrolment();
  const status = useSyncStatus();
  // The fields begin with what they are given first.
  if (enrolment === undefined || status === undefined) return null;
  return (
    <EnrolScreen
      launch={{
        ...launch,
        serverUrl: enrolment?.serverUrl ?? launch.serverUrl,
        deviceName: enrolment?.deviceName ?? launch.deviceName,
      }}
      isAgain
      pendingCount={status.pendingCount}
      onEnrolled={() => void navigate({ to: "/" })}
    />
  );
};

export const enrolRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/enrol",
  component: EnrolAgain,
});
