import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useClienteling, useConfig, useProfile } from "#renderer/clienteling/use-device-data.ts";
import dialog from "#renderer/ui/dialog.module.css";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { MessageChannel } from "#shared/clienteling/message-template.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { MessageForm } from "./message-form.tsx";

/** Writing to a customer by an app of this device, from a template or not ([X40] to [X42]). */
export const MessageSheet = ({
  profileId,
  channel = null,
  onDetails,
  onClose,
}: {
  readonly profileId: ProfileId;
  /** The one to begin with, if it can be used. */
  readonly channel?: MessageChannel | null;
  readonly onDetails: () => void;
  readonly onClose: () => void;
}) => {
  const view = useProfile(profileId);
  const clienteling = useClienteling(profileId);
  const config = useConfig();
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  if (!view || !clienteling || !config) return null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("message.title", { name: personName(view.profile) })}
      classNames={{ title: dialog["title"] ?? "" }}
      fullScreen={isNarrow}
      size="lg"
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <MessageForm
        view={view}
        clienteling={clienteling}
        config={config}
        first={channel}
        onDetails={onDetails}
        onClose={onClose}
      />
    </Modal>
  );
};
