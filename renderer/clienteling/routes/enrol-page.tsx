import { useNavigate } from "@tanstack/react-router";
import { EnrolScreen } from "#renderer/clienteling/features/enrol/enrol-screen.tsx";
import { useLaunch } from "#renderer/clienteling/launch-context.tsx";
import { useEnrolment, useSyncStatus } from "#renderer/clienteling/use-device-data.ts";

/** Enrols a device again. The first enrolment has no address of its own: it appears by itself. */
export const EnrolPage = () => {
  const navigate = useNavigate();
  const launch = useLaunch();
  const enrolment = useEnrolment();
  const status = useSyncStatus();
  // The form keeps its first values, so wait for them.
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
