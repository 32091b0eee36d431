import { Button, DataList, Paper, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useConfig, useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { CardPayment } from "#renderer/data/gift-card.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./redeem-slip.module.css";

/** The slip of a payment by gift card. The server has confirmed it. */
export const CardSlip = ({
  payment,
  paid,
  onDone,
}: {
  readonly payment: CardPayment;
  readonly paid: Extract<CardPayment["outcome"], { status: "paid" }>;
  readonly onDone: () => void;
}) => {
  const format = useFormat();
  const config = useConfig();
  const staff = useStaff();
  const heading = useRef<HTMLHeadingElement>(null);
  useShortcuts({ escape: onDone, d: onDone });
  // Not a button, so that an Enter still held down does nothing.
  useEffect(() => heading.current?.focus(), []);
  const facts: readonly (readonly [string, string])[] = [
    [say("giftCard.card"), say("giftCard.ends_in", { digits: payment.lastFour })],
    [say("giftCard.left"), format.money(paid.remainingCents)],
    [say("slip.time"), format.dateTime(payment.at)],
    [
      say("slip.served_by"),
      staff?.find(({ id }) => id === payment.staffId)?.name ?? say("slip.unknown"),
    ],
    [say("slip.location"), config?.ownLocation?.name ?? say("slip.unknown")],
    ...(payment.receiptRef === null ? [] : [[say("slip.receipt"), payment.receiptRef] as const]),
    [say("giftCard.redemption"), String(paid.redemptionId)],
  ];
  return (
    <Paper className={classes["card"]} component="section" aria-label={say("giftCard.slip")}>
      <div className={classes["top"]} data-tone="success">
        <span className={classes["sign"]}>
          <IconCheck size={36} aria-hidden />
        </span>
        <div role="status">
          <Title order={1} ref={heading} tabIndex={-1} className={classes["title"]}>
            {say("giftCard.paid", { money: format.money(paid.paidCents) })}
          </Title>
          <Text>{say("slip.confirmed")}</Text>
        </div>
      </div>
      <DataList size="sm" gap={6} labelWidth="110px" className="numbers">
        {facts.map(([name, value]) => (
          <DataList.Item key={name}>
            <DataList.ItemLabel>{name}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      <div className={classes["actions"]}>
        <Button size="lg" onClick={onDone}>
          {say("giftCard.done")}
        </Button>
      </div>
    </Paper>
  );
};
