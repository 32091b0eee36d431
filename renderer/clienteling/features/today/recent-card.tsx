import { IconHistory } from "@tabler/icons-react";
import { useCustomers } from "#renderer/clienteling/use-customer-list.ts";
import { VisitText } from "#renderer/clienteling/visit-text.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { TodayCard } from "./today-card.tsx";

/** The customers that this member of staff opened last. */
export const RecentCard = ({
  onOpen,
  onAll,
}: {
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onAll: () => void;
}) => {
  const format = useFormat();
  const rows = useCustomers(useSession((session) => session.recentProfileIds));
  return (
    <TodayCard
      title={say("today.recent")}
      rows={rows}
      lineOf={(row) => <VisitText row={row} />}
      endOf={({ availableCents }) =>
        availableCents !== null && availableCents > 0 ? format.money(availableCents) : undefined
      }
      empty={{
        icon: <IconHistory size={36} />,
        title: say("today.no_recent"),
        why: say("today.no_recent_why"),
      }}
      onOpen={onOpen}
      onAll={rows === undefined || rows.length === 0 ? null : onAll}
    />
  );
};
