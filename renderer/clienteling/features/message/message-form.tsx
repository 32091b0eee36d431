import { Button, NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import { type FormEvent, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useSyncStatus, useTeam } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ClientelingView, ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import dialog from "#renderer/ui/dialog.module.css";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { openOutside } from "#renderer/ui/open-outside.ts";
import { toast } from "#renderer/ui/toast.tsx";
import { logRefusalSentence } from "#renderer/words/log-refusal.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { fillTemplate } from "#shared/clienteling/fill-template.ts";
import { handOffUrl, interactionOf, messageWays } from "#shared/clienteling/message.ts";
import {
  MESSAGE_BODY_MAX,
  MESSAGE_SUBJECT_MAX,
  type MessageChannel,
} from "#shared/clienteling/message-template.ts";
import { commsOf } from "#shared/sync/pending.ts";
import { ChannelField } from "./channel-field.tsx";
import { LastContact } from "./last-contact.tsx";
import { messageValues } from "./message-values.ts";

/** Which channel, which text; then the device's app for it takes over, and it is recorded. */
export const MessageForm = ({
  view,
  clienteling,
  config,
  first,
  onDetails,
  onClose,
}: {
  readonly view: ProfileView;
  readonly clienteling: ClientelingView;
  readonly config: StoreConfig;
  readonly first: MessageChannel | null;
  readonly onDetails: () => void;
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const now = useNow(60_000);
  const status = useSyncStatus();
  const staffId = useSession((session) => session.staffId);
  const team = useTeam() ?? [];
  const { profile } = view;
  const ways = messageWays(profile, commsOf(profile));
  const open = ways.filter(({ problem }) => problem === null);
  const [wanted, setWanted] = useState(first);
  const [handle, setHandle] = useState("");
  const [message, setMessage] = useState({ subject: "", body: "" });
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isSending = useRef(false);
  useUnsavedWork(message.body.trim() !== "");

  const way = open.find(({ channel }) => channel === wanted) ?? open[0];
  if (way === undefined) {
    return (
      <>
        <ChannelField ways={ways} chosen="email" onChoose={setWanted} />
        <EmptyNote icon={<IconMessageOff size={36} />} title={say("message.nobody")}>
          {say("message.nobody_why")}
        </EmptyNote>
        <div className={dialog["foot"]}>
          <Button onClick={onDetails}>{say("message.details")}</Button>
        </div>
      </>
    );
  }
  const { channel } = way;
  const templates = config.messageTemplates.filter((each) => each.channel === channel);

  const start = (chosen: string) => {
    const template = templates.find((each) => each.handle === chosen);
    setHandle(chosen);
    if (template === undefined) return;
    const name = team.find(({ id }) => id === staffId)?.name ?? "";
    const values = messageValues(view, config, name, format);
    setMessage({
      subject: fillTemplate(template.subject ?? "", values),
      body: fillTemplate(template.body, values),
    });
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending.current || staffId === null) return;
    isSending.current = true;
    setRefused(await handOver());
    isSending.current = false;
  };

  /** Reads what they allow once more ([X41]); answers what was wrong. */
  const handOver = async (): Promise<Sentence | null> => {
    const [current] = await device.readProfiles([profile.id]);
    const still =
      current && messageWays(current, commsOf(current)).find((each) => each.channel === channel);
    if (!still || still.problem !== null || still.address === null || staffId === null) {
      return { title: say("message.changed"), advice: say("message.changed_why") };
    }
    const template = templates.find((each) => each.handle === handle) ?? null;
    const answer = await device.logMoment({
      ...{ profileId: profile.id, staffId },
      moment: {
        kind: "log_contact",
        channel: interactionOf(channel),
        name: template?.name ?? say(`message.recorded.${channel}`),
        description: message.body.trim(),
        template: template?.handle ?? null,
      },
    });
    if (!answer.ok) return logRefusalSentence(answer.error);
    openOutside(handOffUrl(channel, still.address, message));
    const done = say("message.logged", { name: personName(profile) });
    toast(done, () => void device.undo(answer.value.commandId));
    onClose();
    return null;
  };

  const isOffline = status !== undefined && status.connection !== "online";
  return (
    <form className={dialog["form"]} onSubmit={(event) => void send(event)}>
      <LastContact clienteling={clienteling} team={team} />
      <ChannelField
        ways={ways}
        chosen={channel}
        onChoose={(next) => {
          setWanted(next);
          setHandle("");
        }}
      />
      {isOffline && view.asOf !== null && (
        <Text size="sm" c="dimmed">
          {say("message.consent_as_of", { when: format.ago(view.asOf, now) })}
        </Text>
      )}
      {templates.length > 0 && (
        <NativeSelect
          label={say("message.template")}
          value={handle}
          onChange={({ currentTarget }) => start(currentTarget.value)}
          data={[
            { value: "", label: say("message.no_template") },
            ...templates.map((each) => ({ value: each.handle, label: each.name })),
          ]}
        />
      )}
      {channel === "email" && (
        <TextInput
          label={say("message.subject")}
          maxLength={MESSAGE_SUBJECT_MAX}
          value={message.subject}
          onChange={({ currentTarget }) => setMessage({ ...message, subject: currentTarget.value })}
        />
      )}
      <Textarea
        label={say("message.body")}
        data-autofocus
        autosize
        minRows={5}
        maxRows={12}
        maxLength={MESSAGE_BODY_MAX}
        value={message.body}
        onChange={({ currentTarget }) => setMessage({ ...message, body: currentTarget.value })}
      />
      {refused !== null && (
        <Callout tone="danger" title={refused.title}>
          {refused.advice}
        </Callout>
      )}
      <div className={dialog["foot"]}>
        <Button variant="default" onClick={onClose}>
          {say("message.cancel")}
        </Button>
        <Button type="submit" disabled={message.body.trim() === ""}>
          {say(`message.open.${channel}`)}
        </Button>
      </div>
    </form>
  );
};
