import { Button, DataList, Text, Title } from "@mantine/core";
import { IconAlertCircle, IconArrowBackUp, IconCheck, IconHourglass } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { ReverseDialog } from "#renderer/clienteling/reverse-dialog.tsx";
import slip from "#renderer/clienteling/slip.module.css";
import { SlipQr, SlipTools } from "#renderer/clienteling/slip-tools.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useServing } from "#renderer/clienteling/use-serving.ts";
import type { RedeemOutcome } from "#renderer/data/redeem-outcome.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Sheet } from "#renderer/ui/sheet.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { undoRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { personName } from "#renderer/words/person-text.ts";
import { planLines } from "#renderer/words/plan-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { shortCode } from "#renderer/words/short-code.ts";
import { owedText, recovers } from "#renderer/words/shortfall.ts";
import { heldOf } from "./pay-with.ts";
import classes from "./redeem-slip.module.css";
import { servingSlip } from "./serving.ts";
import { isRedeemed, isTaken, type SlipState, slipSentence, useSlipState } from "./slip-state.ts";
import type { RedeemAsked } from "./use-redeem.ts";

/**
 * The slip of a redemption. It stays on the screen until staff close it, and shows the server's
 * answer when it comes. Printed, it is the width of a receipt.
 */
export const RedeemSlip = ({
  view,
  config,
  asked,
  outcome,
  onDone,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  readonly asked: RedeemAsked;
  readonly outcome: RedeemOutcome;
  readonly onDone: (isRedeemed: boolean | null) => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const staff = useStaff();
  const [isUndone, setUndone] = useState(false);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const [showsQr, setShowsQr] = useState(false);
  const [isReversing, setReversing] = useState(false);
  const isUndoing = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const state = useSlipState(outcome, view, isUndone);
  const sentence = slipSentence(state, asked.amountCents, config.programme, format);
  const heldCents = heldOf(view.balances, asked.payWith);
  useServing(servingSlip(view, heldCents, isTaken(state) ? asked.amountCents : null, format));
  const done = () => onDone(isRedeemed(state));
  useShortcuts(isReversing ? {} : { escape: done, d: done });
  useUnsavedWork(state.kind === "pending" && state.promise === "unconfirmed");

  // The heading takes the focus rather than a button, so that an Enter still held down does
  // nothing.
  useEffect(() => heading.current?.focus(), []);

  const undo = async () => {
    if (isUndoing.current) return;
    isUndoing.current = true;
    const answer = await device.undo(outcome.commandId);
    isUndoing.current = false;
    if (answer.ok) setUndone(true);
    else setRefused(undoRefusalSentence(answer.error));
  };

  const servedBy = staff?.find(({ id }) => id === asked.staffId)?.name;
  const code = shortCode(outcome.commandId);
  const Icon = ICONS[state.tone];
  return (
    <Sheet
      foot={
        <>
          {state.canUndo && (
            <Text size="sm" c="dimmed">
              {say("slip.undo_hint")}
            </Text>
          )}
          <div className={classes["actions"]}>
            {state.canUndo && (
              <Button
                size="lg"
                variant="default"
                leftSection={<IconArrowBackUp size={20} aria-hidden />}
                onClick={() => void undo()}
              >
                {say("slip.undo")}
              </Button>
            )}
            <Button size="lg" onClick={done}>
              {say("slip.done")}
            </Button>
          </div>
        </>
      }
    >
      <section aria-label={say("slip.title")} className={slip["slip"]} data-slip>
        <div className={classes["top"]} data-tone={state.tone}>
          <span className={classes["sign"]}>
            <Icon size={36} aria-hidden />
          </span>
          <div role="status">
            <Title order={1} ref={heading} tabIndex={-1} className={classes["title"]}>
              {sentence.title}
            </Title>
            <Text>{sentence.advice}</Text>
          </div>
        </div>
        {refused !== null && (
          <Callout tone="danger" title={refused.title}>
            {refused.advice}
          </Callout>
        )}
        <DataList size="sm" gap={6} labelWidth="110px" className="numbers">
          <Fact name={say("slip.new_balance")}>
            <strong className={classes["balance"]}>{format.money(heldCents)}</strong>
          </Fact>
          {view.owed.length > 0 && (
            <Fact name={say("slip.owed")}>{owedLine(view, config, format)}</Fact>
          )}
          <Fact name={say("slip.reference")}>
            <span className={slip["code"]}>{code}</span>
          </Fact>
          <Fact name={say("slip.customer")}>{personName(view.profile)}</Fact>
          {isTaken(state) && (
            <Fact name={say("redeem.paid_from")}>
              {planLines(outcome.plan, config.programme, format).map((line) => (
                <div key={line}>{line}</div>
              ))}
            </Fact>
          )}
          <Fact name={say("slip.served_by")}>{servedBy ?? say("slip.unknown")}</Fact>
          <Fact name={say("slip.location")}>{config.ownLocation?.name ?? say("slip.unknown")}</Fact>
          <Fact name={say("slip.time")}>{format.dateTime(asked.at)}</Fact>
          {asked.receiptRef !== null && <Fact name={say("slip.receipt")}>{asked.receiptRef}</Fact>}
        </DataList>
        {showsQr && <SlipQr code={code} text={outcome.commandId} />}
      </section>
      <div className={slip["tools"]}>
        <SlipTools showsQr={showsQr} onQr={setShowsQr} />
        {isTaken(state) && !state.canUndo && (
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp size={20} aria-hidden />}
            onClick={() => setReversing(true)}
          >
            {say("reverse.open")}
          </Button>
        )}
      </div>
      {isReversing && (
        <ReverseDialog
          profileId={view.profile.id}
          redemption={{
            commandId: outcome.commandId,
            amountCents: asked.amountCents,
            at: asked.at,
          }}
          onReversed={() => setReversing(false)}
          onClose={() => setReversing(false)}
        />
      )}
    </Sheet>
  );
};

const owedLine = (
  { owed }: ProfileView,
  { programme }: StoreConfig,
  format: ReturnType<typeof useFormat>,
): string => {
  const text = owedText(owed, programme, format);
  return recovers(programme) ? say("slip.owed_recovered", { owed: text }) : text;
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <DataList.Item>
    <DataList.ItemLabel>{name}</DataList.ItemLabel>
    <DataList.ItemValue>{children}</DataList.ItemValue>
  </DataList.Item>
);

const ICONS: Readonly<Record<SlipState["tone"], typeof IconCheck>> = {
  success: IconCheck,
  warning: IconHourglass,
  danger: IconAlertCircle,
  info: IconArrowBackUp,
};
