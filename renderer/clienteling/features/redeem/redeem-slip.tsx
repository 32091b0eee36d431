import { Button, DataList, Paper, Text, Title } from "@mantine/core";
import { IconAlertCircle, IconArrowBackUp, IconCheck, IconHourglass } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { RedeemOutcome } from "#renderer/data/redeem-outcome.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { undoRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { personName } from "#renderer/words/person-text.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import { shortCode } from "#renderer/words/short-code.ts";
import { owedText, recovers } from "#renderer/words/shortfall.ts";
import { heldOf } from "./pay-with.ts";
import { PlanTable } from "./plan-table.tsx";
import classes from "./redeem-slip.module.css";
import { isTaken, type SlipState, slipSentence, useSlipState } from "./slip-state.ts";
import type { RedeemAsked } from "./use-redeem.ts";

/**
 * The slip of a redemption. It stays on the screen until staff close it, and shows the server's
 * answer when it comes.
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
  readonly onDone: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const staff = useStaff();
  const [isUndone, setUndone] = useState(false);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const isUndoing = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const state = useSlipState(outcome, isUndone);
  const sentence = slipSentence(state, asked.amountCents, config.programme, format);
  useShortcuts({ escape: onDone, d: onDone });
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
  const Icon = ICONS[state.tone];
  return (
    <Paper className={classes["slip"]} component="section" aria-label="Redemption slip">
      <div className={classes["top"]} data-tone={state.tone}>
        <Icon size={30} aria-hidden />
        <div role="status">
          <Title order={1} ref={heading} tabIndex={-1} className={classes["title"]}>
            {sentence.title}
          </Title>
          <Text className={classes["advice"]}>{sentence.advice}</Text>
        </div>
      </div>
      {refused !== null && (
        <Callout tone="danger" title={refused.title}>
          {refused.advice}
        </Callout>
      )}
      <DataList size="sm" gap={6} labelWidth="110px" className={`numbers ${classes["facts"]}`}>
        <Fact name="For">{personName(view.profile)}</Fact>
        <Fact name="New balance">
          <strong className={classes["balance"]}>
            {format.money(heldOf(view.balances, asked.payWith))}
          </strong>
        </Fact>
        {view.owed.length > 0 && (
          <Fact name="Owed">
            {owedText(view.owed, config.programme, format)}
            {recovers(config.programme) && ", paid back first from the next points"}
          </Fact>
        )}
        <Fact name="Time">{format.dateTime(asked.at)}</Fact>
        <Fact name="Served by">{servedBy ?? "Unknown"}</Fact>
        <Fact name="Location">{config.ownLocation?.name ?? "Unknown"}</Fact>
        {asked.receiptRef !== null && <Fact name="Receipt">{asked.receiptRef}</Fact>}
        <Fact name="Code">
          <span className={classes["code"]}>{shortCode(outcome.commandId)}</span>
        </Fact>
      </DataList>
      {isTaken(state) && (
        <div className={classes["plan"]}>
          <PlanTable plan={outcome.plan} programme={config.programme} isDone />
        </div>
      )}
      <div className={classes["actions"]}>
        <Button size="lg" onClick={onDone}>
          Done
        </Button>
        {state.canUndo && (
          <Button
            size="lg"
            variant="default"
            leftSection={<IconArrowBackUp size={20} aria-hidden />}
            onClick={() => void undo()}
          >
            Undo
          </Button>
        )}
      </div>
    </Paper>
  );
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
