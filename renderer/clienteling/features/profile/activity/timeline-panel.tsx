import { Button, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { UTC } from "#shared/kernel/time.ts";
import { MomentRow } from "./moment-row.tsx";
import { byDay, type Moment, type MomentKind } from "./timeline.ts";
import classes from "./timeline-panel.module.css";

const SHOWN_AT_ONCE = 40;

/** What can be shown on its own. Changes are only among everything. */
const FILTERS = {
  all: "activity.all",
  purchase: "activity.purchases",
  redemption: "activity.redemptions",
  note: "activity.notes",
  visit: "activity.visits",
} as const satisfies Partial<Record<MomentKind | "all", string>>;
type Filter = keyof typeof FILTERS;

/** The newest moments by day, all or of one kind. */
export const TimelinePanel = ({
  moments,
  config,
}: {
  readonly moments: readonly Moment[];
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const [filter, setFilter] = useState<Filter>("all");
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  if (moments.length === 0) {
    return (
      <Panel title={say("activity.title")} flush>
        <EmptyNote icon={<IconHistory size={32} aria-hidden />} title={say("activity.none")}>
          {say("activity.none_hint")}
        </EmptyNote>
      </Panel>
    );
  }
  const zone = config.ownLocation?.timezone ?? config.tenant?.timezone ?? UTC;
  const found = moments.filter(({ kind }) => filter === "all" || kind === filter);
  const filters: readonly Filter[] = ["all", "purchase", "redemption", "note", "visit"];
  return (
    <Panel title={say("activity.title")} flush>
      <Group role="group" aria-label={say("activity.show")} gap="xs" className={classes["filters"]}>
        {filters.map((each) => (
          <Button
            key={each}
            variant={each === filter ? "light" : "default"}
            radius="xl"
            aria-pressed={each === filter}
            onClick={() => {
              setFilter(each);
              setLimit(SHOWN_AT_ONCE);
            }}
          >
            {say(FILTERS[each])}
          </Button>
        ))}
      </Group>
      {found.length === 0 && (
        <Text c="dimmed" className={classes["none"]}>
          {say("activity.none_shown")}
        </Text>
      )}
      {byDay(found.slice(0, limit), zone).map(([day, ofDay]) => (
        <section key={day} className={classes["day"]}>
          <h3 className={classes["date"]}>{ofDay[0] && format.pastDay(ofDay[0].at, now, zone)}</h3>
          <ol className={classes["moments"]}>
            {ofDay.map((moment) => (
              <MomentRow key={moment.id} moment={moment} config={config} />
            ))}
          </ol>
        </section>
      ))}
      {found.length > limit && (
        <Button
          variant="subtle"
          fullWidth
          radius={0}
          onClick={() => setLimit(limit + SHOWN_AT_ONCE)}
        >
          {say("activity.more")}
        </Button>
      )}
    </Panel>
  );
};
