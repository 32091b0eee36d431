import { Button, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { benefitDescription, benefitLine, lotName } from "#renderer/words/lot-text.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { BenefitUseNote } from "./benefit-use-note.tsx";
import classes from "./benefits-panel.module.css";
import { RowList } from "./row-list.tsx";
import { useBenefit } from "./use-benefit.ts";

/** Only the server can approve a use, and nothing of a frozen account can be used. */
export type CanUse = "yes" | "offline" | "frozen";

/** A note above says that an account is frozen. */
const CAN_USE: Readonly<Record<CanUse, { readonly isYes: boolean; readonly note: string | null }>> =
  {
    yes: { isYes: true, note: null },
    offline: { isYes: false, note: "Online only" },
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
  const { step, choose, cancel, use } = useBenefit(profileId);
  const noteRef = useRef<HTMLDivElement>(null);
  const shownLot = step.step === "idle" ? null : step.lot.lotId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls whenever these change.
  useEffect(() => {
    // Newer browsers return a promise, which React would take for a clean-up.
    void noteRef.current?.scrollIntoView({ block: "nearest" });
  }, [step.step, shownLot]);
  const all = [...lots, ...inactiveLots];
  if (all.length === 0 && step.step === "idle") return null;
  const { isYes, note } = CAN_USE[canUse];
  const useNote = step.step !== "idle" && (
    // Below the fold nobody would see that pressing the button did something.
    <div ref={noteRef}>
      <BenefitUseNote
        step={step}
        name={lotName(step.lot, programme)}
        onUse={() => void use(step.lot)}
        onCancel={cancel}
      />
    </div>
  );
  const isOn = (lot: Lot) => step.step !== "idle" && step.lot.lotId === lot.lotId;
  return (
    <Panel
      title="Benefits"
      flush
      aside={
        note !== null && (
          <Text size="sm" c="var(--warn)" ta="end">
            {note}
          </Text>
        )
      }
    >
      <RowList>
        {all.map((lot) => (
          <li key={lot.lotId}>
            <div className={classes["benefit"]}>
              <div>
                <Text size="sm" fw={500}>
                  {lotName(lot, programme)}
                </Text>
                <Note>{benefitDescription(lot, programme)}</Note>
                <Note>{benefitLine(lot, now, format)}</Note>
              </div>
              {lot.activeAt <= now && (
                <Button
                  variant="default"
                  aria-label={`Use ${lotName(lot, programme)}`}
                  disabled={!isYes || step.step === "asking"}
                  onClick={() => choose(lot)}
                >
                  Use
                </Button>
              )}
            </div>
            {isOn(lot) && useNote}
          </li>
        ))}
        {/* The last use takes the benefit off the list, and its code must stay to be read. */}
        {useNote !== false && !all.some(isOn) && <li>{useNote}</li>}
      </RowList>
    </Panel>
  );
};

const Note = ({ children }: { readonly children: string | null }) =>
  children !== null && (
    <Text size="xs" c="dimmed" className="numbers">
      {children}
    </Text>
  );
