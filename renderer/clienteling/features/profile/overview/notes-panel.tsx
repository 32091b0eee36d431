import { Button, Text, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import type { NoteView, ProfileView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { noteRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { Location } from "#shared/organisation/location.ts";
import classes from "./notes-panel.module.css";

/** The notes of staff, and a field to add one. A note is saved at once, even offline. */
export const NotesPanel = ({
  view,
  locations,
  asked,
  onTask,
}: {
  readonly view: ProfileView;
  readonly locations: readonly Location[];
  /** How often staff have asked for the field, which then takes the focus. */
  readonly asked: number;
  readonly onTask: ((note: Note) => void) | undefined;
}) => {
  const device = useDevice();
  const format = useFormat();
  const staffId = useSession((session) => session.staffId);
  const draft = useDraft("note", view.profile.id);
  const [text, setText] = useState(draft.kept?.["text"] ?? "");
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isSaving = useRef(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const profileId = view.profile.id;
  useUnsavedWork(text.trim() !== "");
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);

  const keep = (typed: string) => draft.keep(typed.trim() === "" ? {} : { text: typed });

  const add = async () => {
    if (isSaving.current || staffId === null || text.trim() === "") return;
    isSaving.current = true;
    const answer = await device.addNote({ profileId, text: text.trim(), staffId });
    isSaving.current = false;
    if (answer.ok) {
      setText("");
      void draft.forget();
      setRefused(null);
      toast(say("customer.note_added"));
    } else {
      setRefused(noteRefusalSentence(answer.error, format));
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    void add();
  };

  return (
    <Panel title={say("overview.notes")}>
      <Textarea
        ref={box}
        aria-label={say("overview.new_note")}
        placeholder={say("overview.note_hint")}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          keep(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== "" && (
        <div className={classes["save"]}>
          <Text size="xs" c="dimmed">
            {say("overview.add_note_keys")}
          </Text>
          <Button onClick={() => void add()}>{say("overview.add_note")}</Button>
        </div>
      )}
      {refused !== null && (
        <Callout tone="danger" title={refused.title} mt="sm">
          {refused.advice}
        </Callout>
      )}
      {view.notes.length === 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {say("overview.no_notes")}
        </Text>
      ) : (
        <ul className={classes["notes"]}>
          {view.notes.map((item) => (
            <li key={item.note.id}>
              <NoteText item={item} locations={locations} onTask={onTask} />
            </li>
          ))}
        </ul>
      )}
      {view.hasMoreNotes && (
        <Text size="sm" c="dimmed" mt="sm">
          {say("overview.latest_notes", { count: view.notes.length })}
        </Text>
      )}
    </Panel>
  );
};

const NoteText = ({
  item: { note, isPending },
  locations,
  onTask,
}: {
  readonly item: NoteView;
  readonly locations: readonly Location[];
  readonly onTask: ((note: Note) => void) | undefined;
}) => {
  const format = useFormat();
  const staff = useStaff();
  const author = staff?.find(({ id }) => id === note.staffId)?.name;
  const place = locations.find(({ id }) => id === note.locationId)?.name;
  return (
    <>
      <p className={classes["text"]}>{note.text}</p>
      <Text size="xs" c="dimmed" component="p" m={0} className="numbers">
        {isPending && <PendingBadge text={say("overview.not_synced")} space="after" />}
        {[author, place].filter((part) => part !== undefined).join(" · ")}
        {(author ?? place) !== undefined && " · "}
        <span className={classes["when"]}>{format.dateTime(note.occurredAt)}</span>
      </Text>
      {onTask !== undefined && (
        <Button variant="subtle" className={classes["task"]} onClick={() => onTask(note)}>
          {say("tasks.customer.from_note")}
        </Button>
      )}
    </>
  );
};
