import { Badge, Button } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type {
  ProfileView,
  RedemptionState,
  RedemptionView,
  StoreConfig,
} from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { say } from "#renderer/words/say.ts";
import { shortCode } from "#renderer/words/short-code.ts";
import { FactList } from "./fact-list.tsx";
import { OpeningRow } from "./opening-row.tsx";
import { SlipDialog } from "./slip-dialog.tsx";

const SHOWN_FIRST = 5;

/** The last redemptions anywhere, with how each stands ([F10]). Each opens to its slip. */
export const RedemptionsPanel = ({
  profile,
  redemptions,
  config,
}: {
  readonly profile: ProfileView["profile"];
  readonly redemptions: readonly RedemptionView[];
  readonly config: StoreConfig;
}) => {
  const [showsAll, setShowsAll] = useState(false);
  const format = useFormat();
  if (redemptions.length === 0) {
    return (
      <Panel title={say("rewards.redemptions")} flush>
        <QuietNote
          icon={<IconTicket size={24} aria-hidden />}
          title={say("rewards.no_redemptions")}
        >
          {say("rewards.no_redemptions_hint")}
        </QuietNote>
      </Panel>
    );
  }
  const shown = showsAll ? redemptions : redemptions.slice(0, SHOWN_FIRST);
  return (
    <Panel title={say("rewards.redemptions")} flush>
      <RowList>
        {shown.map((redemption) => (
          <Redemption
            key={redemption.commandId}
            profile={profile}
            redemption={redemption}
            config={config}
          />
        ))}
      </RowList>
      {shown.length < redemptions.length && (
        <Button variant="subtle" fullWidth radius={0} onClick={() => setShowsAll(true)}>
          {say("rewards.more_redemptions", { shown: format.count(redemptions.length) })}
        </Button>
      )}
    </Panel>
  );
};

const Redemption = ({
  profile,
  redemption,
  config,
}: {
  readonly profile: ProfileView["profile"];
  readonly redemption: RedemptionView;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const staff = useStaff();
  const [isSlipOpen, setSlipOpen] = useState(false);
  const { state, at, commandId, receiptRef } = redemption;
  const store =
    config.locations.find(({ id }) => id === redemption.locationId)?.name ??
    say("rewards.another_store");
  const who = staff?.find(({ id }) => id === redemption.staffId)?.name;
  const { text, tone, takes } = STATES[state];
  const badge = { variant: "light", color: tone, tt: "none" } as const;
  const facts: readonly (readonly [string, string | undefined | null])[] = [
    [say("rewards.reference"), shortCode(commandId)],
    [say("rewards.time"), format.dateTime(at)],
    [say("rewards.store"), store],
    [say("rewards.served_by"), who],
    [say("rewards.receipt"), receiptRef],
  ];
  return (
    <OpeningRow
      title={format.pastDay(at, now)}
      notes={[[store, who].filter(Boolean).join(" · ")]}
      figure={format.money(redemption.amountCents)}
      figureNote={
        <Badge {...badge} size="sm">
          {say(text)}
        </Badge>
      }
      isVoid={!takes}
    >
      <FactList facts={facts} />
      <Button variant="default" mt="sm" onClick={() => setSlipOpen(true)}>
        {say("rewards.open_slip")}
      </Button>
      {isSlipOpen && (
        <SlipDialog
          profile={profile}
          redemption={redemption}
          facts={facts}
          state={<Badge {...badge}>{say(text)}</Badge>}
          onClose={() => setSlipOpen(false)}
        />
      )}
    </OpeningRow>
  );
};

const STATES = {
  confirmed: { text: "rewards.confirmed", tone: "green", takes: true },
  reversing: { text: "rewards.reversing", tone: "yellow", takes: false },
  reversed: { text: "rewards.reversed", tone: "gray", takes: false },
  waiting: { text: "rewards.waiting", tone: "yellow", takes: true },
  refused: { text: "rewards.refused", tone: "red", takes: false },
} as const satisfies Record<RedemptionState, unknown>;
