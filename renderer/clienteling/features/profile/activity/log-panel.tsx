import { Button, NativeSelect, Textarea } from "@mantine/core";
import { IconMapPin, IconMessage } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import type { LoggedMoment } from "#renderer/data/logged-moment.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { logRefusalSentence } from "#renderer/words/log-refusal.ts";
import { say } from "#renderer/words/say.ts";
import { NOTE_LENGTH_MAX } from "#shared/clienteling/note.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./timeline-panel.module.css";

type Kind = LoggedMoment["kind"];

/** How staff get in touch, and what the API calls it. */
const WAYS = [
  { channel: "email", text: "activity.email" },
  { channel: "sms", text: "activity.sms" },
  { channel: "support", text: "activity.call" },
  { channel: "social", text: "activity.social" },
] as const;

/** Records that the customer came, or that staff were in touch with them ([X21]). */
export const LogPanel = ({ profileId }: { readonly profileId: ProfileId }) => {
  const device = useDevice();
  const { change, refused } = useChange();
  const [kind, setKind] = useState<Kind | null>(null);
  const [channel, setChannel] = useState<(typeof WAYS)[number]["channel"]>("email");
  const [text, setText] = useState("");
  const way = WAYS.find((each) => each.channel === channel) ?? WAYS[0];
  const close = () => {
    setKind(null);
    setText("");
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim() || null;
    const isVisit = kind === "log_visit";
    const name = isVisit ? say("activity.visit") : say(way.text);
    const moment: LoggedMoment = isVisit
      ? { kind, notes: said }
      : { kind: "log_contact", channel, name, description: said, template: null };
    const done = say("activity.logged", { what: name });
    const isDone = await change(
      (staffId) => device.logMoment({ profileId, staffId, moment }),
      logRefusalSentence,
      done,
    );
    if (!isDone) return;
    toast(done);
    close();
  };
  if (kind === null) {
    return (
      <div className={classes["choice"]}>
        <Button
          variant="default"
          leftSection={<IconMapPin size={18} aria-hidden />}
          onClick={() => setKind("log_visit")}
        >
          {say("activity.log_visit")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMessage size={18} aria-hidden />}
          onClick={() => setKind("log_contact")}
        >
          {say("activity.log_contact")}
        </Button>
      </div>
    );
  }
  const isVisit = kind === "log_visit";
  return (
    <Panel title={say(isVisit ? "activity.log_visit" : "activity.log_contact")}>
      <form className={classes["form"]} onSubmit={(event) => void save(event)}>
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        {!isVisit && (
          <NativeSelect
            label={say("activity.how")}
            value={channel}
            onChange={({ currentTarget }) => {
              const chosen = WAYS.find((each) => each.channel === currentTarget.value);
              if (chosen) setChannel(chosen.channel);
            }}
            data={WAYS.map((each) => ({ value: each.channel, label: say(each.text) }))}
          />
        )}
        <Textarea
          label={say(isVisit ? "activity.visit_notes" : "activity.contact_notes")}
          autosize
          minRows={2}
          maxLength={NOTE_LENGTH_MAX}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit">{say("activity.save")}</Button>
        <Button variant="default" onClick={close}>
          {say("activity.cancel")}
        </Button>
      </form>
    </Panel>
  );
};
