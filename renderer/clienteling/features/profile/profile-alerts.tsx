import { Button } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useAttention, useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { customerAlerts } from "#renderer/words/customer-alerts.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { MergeAlert } from "./merge-alerts.tsx";
import classes from "./profile-alerts.module.css";
import type { ProfileTab } from "./profile-tab.ts";
import { type TierSource, useTiers } from "./use-tiers.ts";

/** A customer's screen isn't a list of warnings. */
const SHOWN_MAX = 2;

/** The most important things to know of a customer, if there are any. */
export const ProfileAlerts = ({
  onTab,
  onMerge,
  ...source
}: TierSource & {
  readonly onTab: (tab: ProfileTab) => void;
  /** Compares with another customer, for those who may merge. */
  readonly onMerge?: ((otherId: ProfileId) => void) | undefined;
}) => {
  const { view, config } = source;
  const format = useFormat();
  const now = useNow(60_000);
  const [main] = useTiers(source);
  const attention = useAttention() ?? [];
  const profileId = view.profile.id;
  const overruled = useClienteling(profileId)?.overruled ?? [];
  const zone = config.ownLocation?.timezone ?? config.tenant?.timezone;
  if (zone === undefined) return null;
  const alerts = customerAlerts(
    {
      ...view,
      verdicts: attention.filter(
        ({ command, isSeen }) => !isSeen && command?.profileId === profileId,
      ).length,
      overruled: overruled.map(({ field }) => field),
      tier: main?.standing ?? null,
      programme: config.programme,
    },
    { now, zone, format },
  ).slice(0, SHOWN_MAX);
  return (
    <ul className={classes["alerts"]} aria-label={say("customer.alerts")}>
      {alerts.map(({ kind, title, advice, isWarning, tab }) => {
        const Icon = isWarning ? IconAlertTriangle : IconInfoCircle;
        return (
          <li key={kind} data-warning={isWarning || undefined}>
            <Icon size={18} aria-hidden />
            <p>
              <strong>{title}</strong>
              {advice !== undefined && ` ${advice}`}
            </p>
            {tab !== null && (
              <Button variant="subtle" color="gray" onClick={() => onTab(tab)}>
                {say("customer.show")}
              </Button>
            )}
          </li>
        );
      })}
      <MergeAlert view={view} onMerge={onMerge} />
    </ul>
  );
};
