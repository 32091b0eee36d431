import { Button, SegmentedControl, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { useConfig, useSyncStatus, useTeam } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { say } from "#renderer/words/say.ts";
import type { StorePeriod } from "#shared/commerce/store-days.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { dayIn } from "#shared/kernel/time.ts";
import { mayDo } from "#shared/organisation/powers.ts";
import { DevicePanel } from "./device-panel.tsx";
import { FiguresPanel } from "./figures-panel.tsx";
import { OwingPanel } from "./owing-panel.tsx";
import { SpendChart } from "./spend-chart.tsx";
import classes from "./store-screen.module.css";
import { TeamPanel } from "./team-panel.tsx";
import { useStoreDays } from "./use-store-days.ts";

const PERIODS = ["today", "week", "month"] as const satisfies readonly StorePeriod[];

/** How the store is doing, for its managers ([X34]). */
export const StoreScreen = ({
  onOpen,
  onSync,
  onHandOver,
  onBack,
}: {
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onSync: () => void;
  /** Hands over all customers of somebody. */
  readonly onHandOver: (from: StaffId) => void;
  readonly onBack: () => void;
}) => {
  const format = useFormat();
  const config = useConfig();
  const status = useSyncStatus();
  const team = useTeam();
  const staffId = useSession((session) => session.staffId);
  const now = useNow(60_000);
  const [period, setPeriod] = useState<StorePeriod>("today");
  const me = team?.find(({ id }) => id === staffId);
  const own = config?.ownLocation ?? null;
  const isManager = me !== undefined && mayDo(me.role, "see_store");
  const today = own && dayIn(now, own.timezone);
  const days = useStoreDays(isManager ? own : null, today);
  if (me !== undefined && !isManager) {
    return (
      <main id="main" className={classes["screen"]}>
        <Title order={1}>{say("store.title")}</Title>
        <EmptyNote icon={<IconLock size={36} aria-hidden />} title={say("store.denied")}>
          {say("store.denied_why")}
          <Button variant="default" mt="md" onClick={onBack}>
            {say("store.back")}
          </Button>
        </EmptyNote>
      </main>
    );
  }
  const isKnown = own && today && team && status && config;
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["head"]}>
        <div>
          <Title order={1}>{own?.name ?? say("store.title")}</Title>
          {status?.lastContactAt && (
            <p className={`numbers ${classes["asOf"]}`}>
              {say("store.as_of", { when: format.ago(status.lastContactAt, now) })}
            </p>
          )}
        </div>
        <SegmentedControl
          aria-label={say("store.period")}
          className={classes["period"]}
          value={period}
          onChange={(value) => setPeriod(PERIODS.find((each) => each === value) ?? "today")}
          data={PERIODS.map((value) => ({ value, label: say(`store.${value}`) }))}
        />
      </div>
      {isKnown && days ? (
        <div className={classes["columns"]}>
          <div className={classes["column"]}>
            <FiguresPanel days={days} period={period} today={today} own={own} />
            <SpendChart days={days} today={today} zone={own.timezone} />
            <OwingPanel own={own} config={config} onOpen={onOpen} />
          </div>
          <div className={classes["column"]}>
            <TeamPanel team={team} onHandOver={onHandOver} />
            <DevicePanel status={status} onSync={onSync} />
          </div>
        </div>
      ) : (
        <LoadingRows label={say("store.loading")} rows={8} />
      )}
    </main>
  );
};
