import { Menu } from "@mantine/core";
import { IconUserHeart, IconUserMinus, IconUserShare } from "@tabler/icons-react";
import { useProfile, useTeam } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { toast } from "#renderer/ui/toast.tsx";
import { say } from "#renderer/words/say.ts";
import { mayMove } from "#shared/clienteling/book.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { useMoveCustomer } from "./use-move-customer.ts";

/** What can be done about who looks after a customer, as far as the role allows ([X31]). */
export const BookMenu = ({
  profileId,
  onHandOver,
}: {
  readonly profileId: ProfileId;
  readonly onHandOver: () => void;
}) => {
  const view = useProfile(profileId);
  const team = useTeam();
  const staffId = useSession((session) => session.staffId);
  const move = useMoveCustomer(profileId);
  const me = team?.find(({ id }) => id === staffId);
  if (!view || !team || !me) return null;
  const { associateId } = view.profile;
  const known = team.find(({ id }) => id === associateId);
  const associate = associateId && (known ?? { id: associateId, isActive: true });
  if (!mayMove(me, associate)) return null;
  const moveTo = async (to: typeof staffId, done: string) => {
    const refused = await move(to, done);
    if (refused !== null) toast(refused.title);
  };
  return (
    <>
      {associateId !== staffId && (
        <Menu.Item
          leftSection={<IconUserHeart size={18} aria-hidden />}
          onClick={() => void moveTo(staffId, say("books.toast.taken"))}
        >
          {say("books.take")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconUserShare size={18} aria-hidden />} onClick={onHandOver}>
        {say(associateId === null ? "books.assign" : "books.give")}
      </Menu.Item>
      {associateId !== null && (
        <Menu.Item
          leftSection={<IconUserMinus size={18} aria-hidden />}
          onClick={() => void moveTo(null, say("books.toast.released"))}
        >
          {say("books.release")}
        </Menu.Item>
      )}
    </>
  );
};
