import { Button } from "@mantine/core";
import { IconUserQuestion } from "@tabler/icons-react";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { say } from "#renderer/words/say.ts";
import { useSyncStatus } from "./use-device-data.ts";

/** Shown instead of a customer that this device doesn't hold. */
export const NotOnDevice = ({
  back = say("search.back"),
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
      title={say("search.not_here")}
      actions={<Button onClick={onBack}>{back}</Button>}
    >
      {status?.connection === "online"
        ? say("search.not_here_online")
        : say("search.not_here_offline")}
    </EmptyNote>
  );
};
