import { Button, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFlag } from "@tabler/icons-react";
import { type FormEvent, useRef, useState } from "react";
import { type Customer, CustomerField } from "#renderer/clienteling/customer-field.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import dialog from "#renderer/ui/dialog.module.css";
import { toast } from "#renderer/ui/toast.tsx";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { taskRefusalSentence } from "#renderer/words/task.ts";
import { TASK_TEXT_MAX, TASK_TITLE_MAX, taskKindSchema } from "#shared/clienteling/task.ts";
import { type NoteId, staffIdSchema } from "#shared/kernel/ids.ts";
import { addToDay, calendarDaySchema } from "#shared/kernel/time.ts";
import classes from "./add-task-sheet.module.css";
import { DueField } from "./due-field.tsx";

/** A new task: what, for whom, by when and by whom. Saved at once, offline too ([X18]). */
export const AddTaskSheet = ({
  from = { customer: null, title: "", noteId: null },
  onClose,
}: {
  /** The customer whose screen it is, and the note that it is made from. */
  readonly from?: {
    readonly customer: Customer | null;
    readonly title: string;
    readonly noteId: NoteId | null;
  };
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const staff = useStaff() ?? [];
  const { today } = useShopDay();
  const [title, setTitle] = useState(from.title.slice(0, TASK_TITLE_MAX));
  const [details, setDetails] = useState("");
  const [customer, setCustomer] = useState(from.customer);
  const [kind, setKind] = useState<string>("follow_up");
  const [due, setDue] = useState<string>(addToDay(today, { days: 1 }));
  const [assignee, setAssignee] = useState<string>(staffId ?? "");
  const [isHigh, setHigh] = useState(false);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isSaving = useRef(false);
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  useUnsavedWork(title.trim() !== "");

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const dueDay = calendarDaySchema.safeParse(due);
    if (isSaving.current || staffId === null || !dueDay.success) return;
    isSaving.current = true;
    const answer = await device.addTask({
      ...{ title, details, staffId, noteId: from.noteId, dueTime: null },
      profileId: customer?.id ?? null,
      kind: taskKindSchema.catch("follow_up").parse(kind),
      priority: isHigh ? "high" : "normal",
      dueDay: dueDay.data,
      assigneeId: staffIdSchema.safeParse(assignee).data ?? null,
    });
    isSaving.current = false;
    if (!answer.ok) return setRefused(taskRefusalSentence(answer.error));
    toast(say("tasks.toast.added"), () => void device.undo(answer.value.commandId));
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={say("tasks.form.title")}
      classNames={{ title: dialog["title"] ?? "" }}
      fullScreen={isNarrow}
      size="lg"
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <form className={dialog["form"]} onSubmit={(event) => void save(event)}>
        <TextInput
          label={say("tasks.form.what")}
          placeholder={say("tasks.form.example")}
          data-autofocus
          maxLength={TASK_TITLE_MAX}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <CustomerField customer={customer} onChange={setCustomer} />
        <DueField today={today} due={due} onChange={setDue} />
        <div className={dialog["pair"]}>
          <NativeSelect
            label={say("tasks.form.assignee")}
            value={assignee}
            onChange={(event) => setAssignee(event.currentTarget.value)}
            data={[
              { value: "", label: say("tasks.form.anyone") },
              ...staff.map(({ id, name }) => ({
                value: id,
                label: id === staffId ? say("tasks.form.me", { name }) : name,
              })),
            ]}
          />
          <NativeSelect
            label={say("tasks.form.kind")}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
            data={taskKindSchema.options.map((value) => ({
              value,
              label: say(`tasks.kind.${value}`),
            }))}
          />
        </div>
        <Textarea
          label={say("tasks.form.details")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={TASK_TEXT_MAX}
          value={details}
          onChange={(event) => setDetails(event.currentTarget.value)}
        />
        <Button
          className={classes["high"]}
          variant={isHigh ? "light" : "default"}
          leftSection={<IconFlag size={18} aria-hidden />}
          aria-pressed={isHigh}
          onClick={() => setHigh(!isHigh)}
        >
          {say("tasks.form.important")}
        </Button>
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        <div className={dialog["foot"]}>
          <Button variant="default" onClick={onClose}>
            {say("tasks.form.cancel")}
          </Button>
          <Button type="submit" disabled={title.trim() === "" || due === ""}>
            {say("tasks.form.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
