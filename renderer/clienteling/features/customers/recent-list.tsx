import { UnstyledButton } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { CustomerBadges } from "#renderer/clienteling/customer-badges.tsx";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import { useCustomers } from "#renderer/clienteling/use-customer-list.ts";
import { VisitText } from "#renderer/clienteling/visit-text.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./customers.module.css";

/** The customers that this member of staff opened last, the latest first. */
export const RecentList = ({ onOpen }: { readonly onOpen: (profileId: ProfileId) => void }) => {
  const format = useFormat();
  const rows = useCustomers(useSession((session) => session.recentProfileIds));
  if (rows === undefined) return <LoadingRows label={say("customers.loading")} />;
  if (rows.length === 0) {
    return (
      <EmptyNote icon={<IconHistory size={36} />} title={say("today.no_recent")}>
        {say("today.no_recent_why")}
      </EmptyNote>
    );
  }
  return (
    <div className={classes["panel"]}>
      <ul className={classes["plain"]} aria-label={say("customers.recent")}>
        {rows.map((row) => (
          <li key={row.profile.id}>
            <UnstyledButton className={classes["row"]} onClick={() => onOpen(row.profile.id)}>
              <CustomerLine
                profile={row.profile}
                badge={<CustomerBadges row={row} />}
                line={<VisitText row={row} />}
                end={row.availableCents ? format.money(row.availableCents) : undefined}
              />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
};
