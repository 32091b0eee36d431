import { Button, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useRef, useState } from "react";
import { type Customer, CustomerField } from "#renderer/clienteling/customer-field.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useAppointments, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { AppointmentView } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import dialog from "#renderer/ui/dialog.module.css";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { appointmentRefusalSentence } from "#renderer/words/appointment.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import {
  APPOINTMENT_TEXT_MAX,
  APPOINTMENT_TITLE_MAX,
  appointmentKindSchema,
} from "#shared/clienteling/appointment.ts";
import { clockTimeOf, momentAt } from "#shared/kernel/clock-time.ts";
import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import { type Filled, fill, fillOf, readFilled } from "./filled.ts";
import { WhenFields } from "./when-fields.tsx";

/** What is known of a new appointment before staff fill it in. */
export type BookFrom = {
  readonly customer?: Customer;
  readonly day?: CalendarDay;
  readonly time?: string;
  readonly assigneeId?: StaffId | null;
  /** They are there and wait. */
  readonly isWalkIn?: boolean;
  /** One that is there, to be moved or edited. */
  readonly changes?: AppointmentView;
};

/** Books somebody, moves them, or lets them wait. Saved at once, offline too ([X22]). */
export const BookSheet = ({
  from,
  onClose,
}: {
  readonly from: BookFrom;
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const staffId = useSession((session) => session.staffId);
  const staff = useStaff() ?? [];
  const shop = useShopDay();
  const all = useAppointments() ?? [];
  const { isWalkIn = false, changes } = from;
  const known = changes?.appointment;
  const [customer, setCustomer] = useState<Customer | null>(from.customer ?? null);
  const [filled, setFilled] = useState<Filled>(() =>
    known ? fillOf(known) : fill(from, shop.today, clockTimeOf(shop.now, shop.zone)),
  );
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isSaving = useRef(false);
  const isNarrow = useMediaQuery("(max-width: 599px)") ?? false;
  const set = (more: Partial<Filled>) => setFilled({ ...filled, ...more });
  useUnsavedWork(filled.title !== "" || filled.guestName !== "" || filled.details !== "");

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const content = readFilled(filled);
    if (isSaving.current || staffId === null || content === null) return;
    isSaving.current = true;
    const answer = known
      ? await device.changeAppointment({
          ...{ appointmentId: known.id, staffId },
          changes: content,
        })
      : await device.addAppointment({
          ...{ ...content, staffId, isWalkIn, state: isWalkIn ? "waiting" : "confirmed" },
          guestName: customer === null ? content.guestName : null,
          profileId: customer?.id ?? null,
        });
    isSaving.current = false;
    if (!answer.ok) return setRefused(appointmentRefusalSentence(answer.error));
    const who = customer?.name ?? content.guestName ?? say("calendar.walk_in");
    const { at } = momentAt(content.day, content.time, shop.zone);
    const undo = () => void device.undo(answer.value.commandId);
    if (known) toast(say("calendar.toast.saved"), undo);
    else if (isWalkIn) toast(say("calendar.toast.waits", { who }), undo);
    else toast(say("calendar.toast.booked", { who, when: format.moment(at, shop.now) }), undo);
    onClose();
  };

  const title = known ? "edit" : isWalkIn ? "walk_in" : "title";
  const button = known ? "save_edit" : isWalkIn ? "save_walk_in" : "save";
  return (
    <Modal
      opened
      onClose={onClose}
      title={say(`calendar.form.${title}`)}
      classNames={{ title: dialog["title"] ?? "" }}
      fullScreen={isNarrow}
      size="lg"
      closeButtonProps={{ "aria-label": say("frame.close"), size: 44 }}
    >
      <form className={dialog["form"]} onSubmit={(event) => void save(event)}>
        {!known && <CustomerField customer={customer} onChange={setCustomer} />}
        {(known ? known.profileId === null : customer === null) && (
          <TextInput
            label={say("calendar.form.guest")}
            autoComplete="off"
            maxLength={APPOINTMENT_TITLE_MAX}
            value={filled.guestName}
            onChange={(event) => set({ guestName: event.currentTarget.value })}
          />
        )}
        <div className={dialog["pair"]}>
          <NativeSelect
            label={say("calendar.form.kind")}
            value={filled.kind}
            onChange={(event) => set({ kind: event.currentTarget.value })}
            data={appointmentKindSchema.options.map((value) => ({
              value,
              label: say(`calendar.kind.${value}`),
            }))}
          />
          <NativeSelect
            label={say("calendar.form.with")}
            value={filled.assigneeId ?? ""}
            onChange={(event) =>
              set({ assigneeId: staffIdSchema.safeParse(event.currentTarget.value).data ?? null })
            }
            data={[
              { value: "", label: say("calendar.anyone") },
              ...staff.map(({ id, name }) => ({
                value: id,
                label: id === staffId ? say("tasks.form.me", { name }) : name,
              })),
            ]}
          />
        </div>
        {!isWalkIn && (
          <WhenFields
            filled={filled}
            onChange={set}
            known={known ?? null}
            all={all}
            shop={shop}
            staff={staff}
          />
        )}
        <TextInput
          label={say("calendar.form.what")}
          placeholder={say("calendar.form.example")}
          maxLength={APPOINTMENT_TITLE_MAX}
          value={filled.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label={say("calendar.form.details")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={APPOINTMENT_TEXT_MAX}
          value={filled.details}
          onChange={(event) => set({ details: event.currentTarget.value })}
        />
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        <div className={dialog["foot"]}>
          <Button variant="default" onClick={onClose}>
            {say("calendar.form.cancel")}
          </Button>
          <Button type="submit" disabled={readFilled(filled) === null}>
            {say(`calendar.form.${button}`)}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
