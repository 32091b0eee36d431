import { Button, Table } from "@mantine/core";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { Format } from "#renderer/words/format.ts";
import { localRefusalSentence } from "#renderer/words/local-refusal.ts";
import { benefitUses, lotName } from "#renderer/words/lot-text.ts";
import { verdictReasonSentence } from "#renderer/words/verdict.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { LotExpiry } from "./lot-expiry.tsx";
import { type UseStep, useBenefit } from "./use-benefit.ts";

/**
 * What the customer is entitled to besides money, the nearest expiry first; nothing if they aren't.
 */
export const BenefitsPanel = ({
  profileId,
  lots,
  programme,
}: {
  readonly profileId: ProfileId;
  readonly lots: readonly Lot[];
  readonly programme: Programme | null;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const { step, choose, cancel, use } = useBenefit(profileId);
  if (lots.length === 0 && step.step === "idle") return null;
  return (
    <Panel title="Benefits" flush>
      <Table tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th ta="end">Left</Table.Th>
            <Table.Th>Expires</Table.Th>
            <Table.Th aria-label="Use" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lots.map((lot) => (
            <Table.Tr key={lot.lotId}>
              <Table.Td>{lotName(lot, programme)}</Table.Td>
              <Table.Td ta="end">{benefitUses(lot, format)}</Table.Td>
              <Table.Td className="unbroken">
                <LotExpiry lot={lot} now={now} />
              </Table.Td>
              <Table.Td ta="end">
                <Button
                  variant="default"
                  aria-label={`Use ${lotName(lot, programme)}`}
                  disabled={step.step === "asking"}
                  onClick={() => choose(lot)}
                >
                  Use
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {step.step !== "idle" && (
        <UseNote
          step={step}
          name={lotName(step.lot, programme)}
          onUse={() => void use(step.lot)}
          onCancel={cancel}
        />
      )}
    </Panel>
  );
};

const UseNote = ({
  step,
  name,
  onUse,
  onCancel,
}: {
  readonly step: Exclude<UseStep, { step: "idle" }>;
  readonly name: string;
  readonly onUse: () => void;
  readonly onCancel: () => void;
}) => {
  const format = useFormat();
  const close = (
    <Button variant="default" onClick={onCancel}>
      Close
    </Button>
  );
  switch (step.step) {
    case "confirming":
    case "asking": {
      const isAsking = step.step === "asking";
      return (
        <Callout
          tone="info"
          title={`Use “${name}” once?`}
          actions={
            <>
              <Button loading={isAsking} onClick={onUse}>
                Use once
              </Button>
              <Button variant="default" disabled={isAsking} onClick={onCancel}>
                Cancel
              </Button>
            </>
          }
        >
          The server is asked first, so this works online only.
        </Callout>
      );
    }
    case "used":
      return step.outcome.status === "confirmed" ? (
        <Callout tone="good" title={`“${name}” was used once.`} actions={close} />
      ) : (
        <Callout tone="warn" title="The server hasn't answered yet." actions={close}>
          “{name}” may or may not have been used. Look at what is waiting before you use it again.
        </Callout>
      );
    case "declined": {
      const { title, advice } = declineSentence(step.decline, format);
      return (
        <Callout tone="bad" title={title} actions={close}>
          {advice}
        </Callout>
      );
    }
    case "unclear":
      return (
        <Callout tone="bad" title="Something went wrong on this device." actions={close}>
          Look at what is waiting to see whether “{name}” was used.
        </Callout>
      );
    default:
      return unreachable(step);
  }
};

const declineSentence = (decline: RedeemDecline, format: Format) =>
  decline.by === "device"
    ? localRefusalSentence(decline.refusal, format)
    : verdictReasonSentence(decline.reason, decline.availableCents, format);
