import { Badge } from "@mantine/core";
import { IconUserHeart } from "@tabler/icons-react";
import { useTeam } from "#renderer/clienteling/use-device-data.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { say } from "#renderer/words/say.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import classes from "./profile-head.module.css";

/** Who looks after the customer, also after they have left ([X30]); nothing if nobody does. */
export const ClientOf = ({ associateId }: { readonly associateId: StaffId | null }) => {
  const staffId = useSession((session) => session.staffId);
  const team = useTeam();
  if (associateId === null || team === undefined) return null;
  const associate = team.find(({ id }) => id === associateId);
  const text = () => {
    if (associateId === staffId) return say("books.of_me");
    if (associate === undefined) return say("books.of_elsewhere");
    return say(associate.isActive ? "books.of" : "books.of_left", { name: associate.name });
  };
  return (
    <Badge
      variant="light"
      color="gray"
      tt="none"
      className={classes["clientOf"]}
      leftSection={<IconUserHeart size={14} aria-hidden />}
    >
      {text()}
    </Badge>
  );
};
