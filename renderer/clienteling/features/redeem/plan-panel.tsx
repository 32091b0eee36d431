import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { StoreConfig } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { type Cents, subtractCents } from "#shared/kernel/money.ts";
import type { ModeChoice } from "#shared/redemption/choose-mode.ts";
import type { RedeemMode } from "#shared/sync/command.ts";
import { PlanTable } from "./plan-table.tsx";

/** Previews a redemption: what the amount would take from each lot, and who would approve it. */
export const PlanPanel = ({
  config,
  amountCents,
  preview,
  heldCents,
  mostCents,
  isOnline,
}: {
  readonly config: StoreConfig;
  readonly amountCents: Cents | null;
  readonly preview: ModeChoice | null;
  /** What there is of whatever pays. */
  readonly heldCents: Cents;
  readonly mostCents: Cents;
  readonly isOnline: boolean;
}) => {
  const format = useFormat();
  if (amountCents === null || preview === null || preview.mode === "declined") {
    return (
      <Panel title="What it takes">
        <Text c="dimmed">
          {mostCents > 0
            ? `Up to ${format.money(mostCents)} can be redeemed ${isOnline ? "now" : "while offline"}.`
            : "Nothing can be redeemed at the moment."}
        </Text>
      </Panel>
    );
  }
  const { plan, mode } = preview;
  const leftCents = subtractCents(heldCents, plan.plannedCents);
  return (
    <>
      <LiveMessage>
        {`${format.money(plan.plannedCents)} from ${plan.parts.length} ${plan.parts.length === 1 ? "lot" : "lots"}, leaves ${format.money(leftCents)}`}
      </LiveMessage>
      <Panel
        title="What it takes"
        flush
        aside={
          <Text size="sm" c="dimmed" className="numbers">
            Leaves {format.money(leftCents)}
          </Text>
        }
      >
        <PlanTable plan={plan} programme={config.programme} />
      </Panel>
      {MODE_CALLOUTS[mode](format.money(mostCents))}
    </>
  );
};

/**
 * What to tell the customer about each mode. `most` is how much may be redeemed without the server.
 */
const MODE_CALLOUTS: Readonly<Record<RedeemMode, (most: string) => ReactNode>> = {
  online: () => <Callout tone="success" title="The server confirms it at once." />,
  at_risk: (most) => (
    <Callout tone="warning" title="You're offline.">
      You can redeem up to {most}; we'll confirm it when you're back online.
    </Callout>
  ),
};
