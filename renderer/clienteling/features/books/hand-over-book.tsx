import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useStaff, useSyncStatus, useTeam } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { bookRefusalSentence } from "#renderer/words/book-refusal.ts";
import { say } from "#renderer/words/say.ts";
import { mayMove } from "#shared/clienteling/book.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import classes from "./book-sheet.module.css";
import { BookSheet } from "./book-sheet.tsx";
import { ColleagueField } from "./colleague-field.tsx";

/** Gives all customers of somebody to a colleague ([X32]): one's own, or as a manager any. */
export const HandOverBook = ({
  from: first,
  onClose,
}: {
  readonly from: StaffId;
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const status = useSyncStatus();
  const team = useTeam() ?? [];
  const staff = useStaff() ?? [];
  const staffId = useSession((session) => session.staffId);
  const [from, setFrom] = useState<string>(first);
  const [to, setTo] = useState("");
  const giver = team.find(({ id }) => id === from);
  const taker = staff.find(({ id }) => id === to && id !== from);
  const count = useBookSize(giver?.id ?? null);
  const me = team.find(({ id }) => id === staffId);
  const save = async () => {
    if (!giver || !taker || staffId === null) return null;
    const asked = { fromStaffId: giver.id, toStaffId: taker.id, staffId };
    const answer = await device.handOverBook(asked);
    if (!answer.ok) return bookRefusalSentence(answer.error);
    const isOnline = status?.connection === "online";
    toast(
      say(isOnline ? "books.toast.book" : "books.toast.book_waiting", { name: taker.name }),
      () => void device.undo(answer.value.commandId),
    );
    return null;
  };
  return (
    <BookSheet
      title={say("books.sheet.book")}
      isReady={taker !== undefined && giver !== undefined && (count ?? 0) > 0}
      onSave={save}
      onClose={onClose}
    >
      <ColleagueField
        label={say("books.sheet.from")}
        staff={team.filter((member) => me && mayMove(me, member))}
        value={from}
        onChange={setFrom}
      />
      <ColleagueField
        label={say("books.sheet.to")}
        staff={staff.filter(({ id }) => id !== from)}
        value={to}
        onChange={setTo}
      />
      {giver && count !== undefined && (
        <p className={`numbers ${classes["count"]}`} role="status">
          {count === 0
            ? say("books.sheet.none", { name: giver.name })
            : say("books.sheet.count", { count, number: format.count(count) })}
        </p>
      )}
      <p className={classes["how"]}>{say("books.sheet.how")}</p>
    </BookSheet>
  );
};

/** How many customers somebody looks after; undefined until it is counted. */
const useBookSize = (associateId: StaffId | null): number | undefined => {
  const device = useDevice();
  const [size, setSize] = useState<number>();
  useEffect(() => {
    if (associateId === null) return;
    let isCurrent = true;
    const count = async () => {
      const request = { show: "book", associateId, homeId: null, offset: 0, limit: 0 } as const;
      const listed = await device.listCustomers(request);
      if (isCurrent) setSize(listed.count);
    };
    void count();
    return () => {
      isCurrent = false;
    };
  }, [device, associateId]);
  return size;
};
