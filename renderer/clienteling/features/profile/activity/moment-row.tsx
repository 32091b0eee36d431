import { Text } from "@mantine/core";
import { IconGift, IconMapPin, IconNote, IconPencil, IconShoppingBag } from "@tabler/icons-react";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import type { Moment, MomentKind } from "./timeline.ts";
import classes from "./timeline-panel.module.css";

const ICONS: Readonly<Record<MomentKind, typeof IconNote>> = {
  purchase: IconShoppingBag,
  redemption: IconGift,
  note: IconNote,
  visit: IconMapPin,
  change: IconPencil,
};

/** One moment: what it was, who and where, and whether it still waits to be sent. */
export const MomentRow = ({
  moment,
  config,
}: {
  readonly moment: Moment;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const staff = useStaff();
  const Icon = ICONS[moment.kind];
  const where = config.locations.find(({ id }) => id === moment.locationId)?.name;
  const who = staff?.find(({ id }) => id === moment.staffId)?.name;
  const said = [format.time(moment.at), where, who].filter((part) => part !== undefined);
  return (
    <li className={classes["moment"]}>
      <span className={classes["icon"]} aria-hidden>
        <Icon size={18} stroke={1.75} />
      </span>
      <div className={classes["what"]}>
        <Text fw={500}>{moment.title}</Text>
        {moment.text !== null && (
          <Text size="sm" className={classes["text"]}>
            {moment.text}
          </Text>
        )}
        <Text size="sm" c="dimmed" className="numbers">
          {said.join(" · ")} {moment.isPending && <PendingBadge />}
        </Text>
      </div>
      {moment.amount !== null && (
        <Text
          fw={600}
          c="var(--money)"
          className="numbers unbroken"
          td={moment.isVoid ? "line-through" : undefined}
        >
          {moment.amount}
        </Text>
      )}
    </li>
  );
};
