import { Button } from "@mantine/core";
import { IconUserQuestion } from "@tabler/icons-react";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useSyncStatus } from "./use-device-data.ts";

/** Shown instead of a customer that this device doesn't hold. */
export const NotOnDevice = ({
  back = "Back",
  onBack,
}: {
  /** Where `onBack` leads. */
  readonly back?: string;
  readonly onBack: () => void;
}) => {
  const status = useSyncStatus();
  return (
    <EmptyNote
      icon={<IconUserQuestion size={40} />}
      isScreen
      title="This customer isn't on this device"
      actions={<Button onClick={onBack}>{back}</Button>}
    >
      {status?.connection === "online"
        ? "They may belong to another region, or have been deleted."
        : "They may appear once the device is back online."}
    </EmptyNote>
  );
};
