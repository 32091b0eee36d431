import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { localRefusalSentence } from "#renderer/words/local-refusal.ts";
import { type Cents, subtractCents } from "#shared/kernel/money.ts";
import type { TierChoice } from "#shared/redemption/choose-tier.ts";
import type { RedeemTier } from "#shared/sync/command.ts";
import { PlanTable } from "./plan-table.tsx";

/** Previews a redemption: what the amount would take from each lot, and who would approve it. */
export const PlanPanel = ({
  view,
  config,
  amountCents,
  preview,
  mostCents,
  isOnline,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  readonly amountCents: Cents | null;
  readonly preview: TierChoice | null;
  readonly mostCents: Cents;
  readonly isOnline: boolean;
}) => {
  const format = useFormat();
  const { combinedCents } = view.balances;
  const isNothing = preview?.refusal?.reason === "amount_not_positive";
  if (amountCents === null || preview === null || isNothing) {
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
  if (preview.tier === "declined") {
    const { title, advice } = localRefusalSentence(preview.refusal, format);
    return (
      <>
        <LiveMessage>{""}</LiveMessage>
        <Callout tone="bad" title={title}>
          {advice}
        </Callout>
      </>
    );
  }
  const { plan, tier } = preview;
  const leftCents = subtractCents(combinedCents, plan.plannedCents);
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
      {TIER_CALLOUTS[tier](format.money(mostCents))}
    </>
  );
};

/** What to tell the customer about each tier. `most` is how much may be redeemed without the server. */
const TIER_CALLOUTS: Readonly<Record<RedeemTier, (most: string) => ReactNode>> = {
  online: () => <Callout tone="good" title="The server confirms it at once." />,
  at_risk: (most) => (
    <Callout tone="warn" title="You're offline.">
      You can redeem up to {most}; we'll confirm it when you're back online.
    </Callout>
  ),
};
