import { Menu } from "@mantine/core";
import { IconCalendarEvent, IconCheckbox, IconUsers } from "@tabler/icons-react";
import { Outlet, useMatch, useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { BookMenu } from "#renderer/clienteling/features/books/book-menu.tsx";
import { ProfileScreen } from "#renderer/clienteling/features/profile/profile-screen.tsx";
import type { ProfileTab } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { CustomerTasks } from "#renderer/clienteling/features/tasks/customer-tasks.tsx";
import { TillButtons } from "#renderer/clienteling/features/till/till-buttons.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { Behind } from "#renderer/ui/behind.tsx";
import { say } from "#renderer/words/say.ts";
import type { MessageChannel } from "#shared/clienteling/message-template.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { mayDo } from "#shared/organisation/powers.ts";

// Nobody waits for it with the customer.
const NewTask = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/tasks/new-customer-task.tsx"))
    .NewCustomerTask,
}));

const HandOver = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/books/hand-over-customer.tsx"))
    .HandOverCustomer,
}));
const NextAppointment = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/calendar/next-appointment.tsx"))
    .NextAppointment,
}));
const BookCustomer = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/calendar/book-customer.tsx")).BookCustomer,
}));

const Message = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/message/message-sheet.tsx")).MessageSheet,
}));

/** A customer; behind what is done for them, while it is done. */
export const ProfilePage = () => {
  const { profileId } = useParams({ from: "/customers/$profileId" });
  const navigate = useNavigate();
  const router = useRouter();
  const [isBooking, setBooking] = useState(false);
  const [note, setNote] = useState<Note | "none" | null>(null);
  const [isHandingOver, setHandingOver] = useState(false);
  const [message, setMessage] = useState<MessageChannel | "any" | null>(null);
  const staffId = useSession((session) => session.staffId);
  const me = useStaff()?.find(({ id }) => id === staffId);
  const mayMerge = me !== undefined && mayDo(me.role, "merge_profiles");
  const onTab = useMatch({ from: "/customers/$profileId/{-$tab}", shouldThrow: false });
  const onRedeem = useMatch({ from: "/customers/$profileId/redeem", shouldThrow: false });
  const tab = onTab?.params.tab ?? onRedeem?.search.tab;
  const addressOf = (next: ProfileTab) =>
    ({
      to: "/customers/$profileId/{-$tab}",
      params: { profileId, tab: next === "overview" ? undefined : next },
    }) as const;
  const toMerge = (otherId: ProfileId | undefined) =>
    void navigate({
      ...{ to: "/customers/$profileId/merge", params: { profileId } },
      search: { with: otherId },
    });
  const toSurvivor = useCallback(
    (survivorId: ProfileId) =>
      void navigate({
        ...{ to: "/customers/$profileId/{-$tab}", params: { profileId: survivorId } },
        replace: true,
      }),
    [navigate],
  );
  return (
    <>
      <Outlet />
      <Behind isCovered={onRedeem !== undefined}>
        <ProfileScreen
          key={profileId}
          profileId={profileId}
          tab={tab ?? "overview"}
          hrefOf={(next) => router.history.createHref(router.buildLocation(addressOf(next)).href)}
          tasks={
            <>
              <Suspense>
                <NextAppointment
                  profileId={profileId}
                  onOpen={(day) => void navigate({ to: "/calendar", search: { day } })}
                />
              </Suspense>
              <CustomerTasks profileId={profileId} onAdd={() => setNote("none")} />
            </>
          }
          onTask={setNote}
          actions={(name) => (
            <TillButtons
              profileId={profileId}
              name={name}
              onLeave={() => void navigate({ to: "/" })}
            />
          )}
          menu={
            <>
              <Menu.Item
                leftSection={<IconCheckbox size={18} aria-hidden />}
                onClick={() => setNote("none")}
              >
                {say("tasks.add")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCalendarEvent size={18} aria-hidden />}
                onClick={() => setBooking(true)}
              >
                {say("calendar.book_customer")}
              </Menu.Item>
              <BookMenu profileId={profileId} onHandOver={() => setHandingOver(true)} />
              {mayMerge && (
                <Menu.Item
                  leftSection={<IconUsers size={18} aria-hidden />}
                  onClick={() => toMerge(undefined)}
                >
                  {say("merge.menu")}
                </Menu.Item>
              )}
            </>
          }
          onTab={(next) => void navigate({ ...addressOf(next), replace: true })}
          onBack={() => void navigate({ to: "/customers" })}
          onRedeem={() =>
            void navigate({
              to: "/customers/$profileId/redeem",
              params: { profileId },
              search: { tab },
            })
          }
          onMessage={(channel) => setMessage(channel ?? "any")}
          onEdit={() => void navigate({ to: "/customers/$profileId/edit", params: { profileId } })}
          onMerge={mayMerge ? toMerge : undefined}
          onMoved={toSurvivor}
        />
      </Behind>
      {isHandingOver && (
        <Suspense>
          <HandOver profileId={profileId} onClose={() => setHandingOver(false)} />
        </Suspense>
      )}
      {isBooking && (
        <Suspense>
          <BookCustomer profileId={profileId} onClose={() => setBooking(false)} />
        </Suspense>
      )}
      {message !== null && (
        <Suspense>
          <Message
            profileId={profileId}
            channel={message === "any" ? null : message}
            onDetails={() => {
              setMessage(null);
              void navigate({ ...addressOf("details"), replace: true });
            }}
            onClose={() => setMessage(null)}
          />
        </Suspense>
      )}
      {note !== null && (
        <Suspense>
          <NewTask
            profileId={profileId}
            note={note === "none" ? null : note}
            onClose={() => setNote(null)}
          />
        </Suspense>
      )}
    </>
  );
};
