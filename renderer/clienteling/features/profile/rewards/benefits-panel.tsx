import { Button } from "@mantine/core";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { wordsOfUse } from "#renderer/words/benefit-ask.ts";
import { benefitDescription, benefitLine, lotName } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { later } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { AskNote } from "./ask-note.tsx";
import { BenefitRow, PanelWarning } from "./benefit-row.tsx";
import { useAsking } from "./use-asking.ts";

/** Only the server can approve a use, and nothing of a frozen account can be used. */
export type CanUse = "yes" | "offline" | "frozen";

/** A note above says that an account is frozen. */
const CAN_USE: Readonly<Record<CanUse, { readonly isYes: boolean; readonly note: string | null }>> =
  {
    yes: { isYes: true, note: null },
    offline: { isYes: false, note: say("rewards.online_only") },
    frozen: { isYes: false, note: null },
  };

/**
 * What the customer is entitled to besides money, the nearest expiry first, and then what they can
 * use later. Nothing if there is neither.
 */
export const BenefitsPanel = ({
  profileId,
  lots,
  inactiveLots,
  programme,
  canUse,
}: {
  readonly profileId: ProfileId;
  readonly lots: readonly Lot[];
  readonly inactiveLots: readonly Lot[];
  readonly programme: Programme | null;
  readonly canUse: CanUse;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const device = useDevice();
  const { step, choose, cancel, go } = useAsking((lot: Lot, staffId) =>
    device.redeemBenefit({ profileId, lotId: lot.lotId, staffId }),
  );
  // One that was issued since the last minute began can be used at once.
  const current = lots.map((lot) => ({ lot, at: later(now, lot.activeAt) }));
  const all = [...current, ...inactiveLots.map((lot) => ({ lot, at: now }))];
  if (all.length === 0 && step.step === "idle") return null;
  const { isYes, note } = CAN_USE[canUse];
  const useNote = step.step !== "idle" && (
    <AskNote
      step={step}
      words={wordsOfUse(lotName(step.of, programme))}
      onGo={() => void go(step.of)}
      onCancel={cancel}
    />
  );
  const isOn = (lot: Lot) => step.step !== "idle" && step.of.lotId === lot.lotId;
  return (
    <Panel
      title={say("rewards.benefits")}
      flush
      aside={note !== null && <PanelWarning>{note}</PanelWarning>}
    >
      <RowList>
        {all.map(({ lot, at }) => (
          <li key={lot.lotId}>
            <BenefitRow
              name={lotName(lot, programme)}
              notes={[benefitDescription(lot, programme), benefitLine(lot, at, format)]}
            >
              {lot.activeAt <= at && (
                <Button
                  variant="default"
                  aria-label={say("rewards.use_what", { what: lotName(lot, programme) })}
                  disabled={!isYes || step.step === "asking"}
                  onClick={() => choose(lot)}
                >
                  {say("rewards.use")}
                </Button>
              )}
            </BenefitRow>
            {isOn(lot) && useNote}
          </li>
        ))}
        {/* The last use takes the benefit off the list, and its code must stay to be read. */}
        {useNote !== false && !all.some(({ lot }) => isOn(lot)) && <li>{useNote}</li>}
      </RowList>
    </Panel>
  );
};
