import { Text } from "@mantine/core";
import type { RedeemPreview } from "#renderer/data/redeem-outcome.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { localRefusalSentence } from "#renderer/words/local-refusal.ts";
import { type Cents, subtractCents } from "#shared/kernel/money.ts";
import { PlanTable } from "./plan-table.tsx";

/** What the amount would take, lot by lot, and who says yes to it: before anything is done. */
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
  readonly preview: RedeemPreview | null;
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
            ? `Up to ${format.money(mostCents)} can be redeemed ${isOnline ? "now" : "without the server"}.`
            : "Nothing can be redeemed at the moment."}
        </Text>
      </Panel>
    );
  }
  const { plan, tier, refusal } = preview;
  const leftCents = subtractCents(combinedCents, plan.plannedCents);
  return (
    <>
      {tier !== "declined" && (
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
      )}
      <LiveMessage>
        {tier === "declined"
          ? ""
          : `${format.money(plan.plannedCents)} from ${plan.parts.length} ${plan.parts.length === 1 ? "lot" : "lots"}, leaves ${format.money(leftCents)}`}
      </LiveMessage>
      {tier === "online" && <Callout tone="good" title="The server confirms it at once." />}
      {tier === "at_risk" && (
        <Callout tone="warn" title="At risk: the server is not reachable.">
          Up to {format.money(mostCents)} can be redeemed without it for now. The server confirms
          this when the device is online again.
        </Callout>
      )}
      {tier === "declined" && refusal !== null && (
        <Callout tone="bad" title={localRefusalSentence(refusal, format).title}>
          {localRefusalSentence(refusal, format).advice}
        </Callout>
      )}
    </>
  );
};
