import { Button, NativeSelect, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { amountOfText, amountProblem, cleanAmountText } from "#renderer/clienteling/amount-text.ts";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import { ScanButton } from "#renderer/clienteling/scan-button.tsx";
import { useShopDay } from "#renderer/clienteling/use-shop-day.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { receiptRefusalSentence } from "#renderer/words/receipt-refusal.ts";
import { say } from "#renderer/words/say.ts";
import { onReceipt } from "#shared/commerce/claim.ts";
import { RECEIPT_LENGTH_MAX } from "#shared/commerce/receipt-in-search.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import classes from "./receipts.module.css";

/** Claims the sale of a receipt that the customer brings ([J7]). */
export const AddReceipt = ({
  profileId,
  config: { tenant, ownLocation, locations },
  onClose,
}: {
  readonly profileId: ProfileId;
  readonly config: StoreConfig;
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const { today } = useShopDay();
  const { change, refused } = useChange();
  const [number, setNumber] = useState("");
  const [typedDay, setDay] = useState<string | null>(null);
  const [total, setTotal] = useState("");
  const [locationCode, setLocationCode] = useState(ownLocation?.externalId ?? "");
  const style = { separator: format.decimalSeparator, digits: format.currencyDigits };
  const amount = amountProblem(total, style) === null ? amountOfText(total, style) : null;
  const day = calendarDaySchema.safeParse(typedDay ?? today).data ?? null;
  const receiptRef = number.trim();
  const isFilled = receiptRef !== "" && day !== null && amount !== null && locationCode !== "";

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isFilled || tenant === null) return;
    const totalE4 = onReceipt(amount, tenant.currency);
    const receipt = { receiptRef, day, totalE4, locationCode };
    const done = say("receipts.added", { receipt: receiptRef });
    const isDone = await change(
      async (staffId) => {
        const claimed = await device.claimSale({ profileId, staffId, receipt });
        if (claimed.ok) toast(done, () => void device.undo(claimed.value.commandId));
        return claimed;
      },
      receiptRefusalSentence,
      done,
    );
    if (isDone) onClose();
  };
  return (
    <Panel title={say("receipts.title")}>
      <form onSubmit={(event) => void save(event)}>
        {refused !== null && (
          <Callout tone="danger" title={refused.title} mb="md">
            {refused.advice}
          </Callout>
        )}
        <Text size="sm" c="dimmed" mb="sm">
          {say("receipts.hint")}
        </Text>
        <div className={classes["fields"]}>
          <div className={classes["number"]}>
            <TextInput
              label={say("receipts.number")}
              data-keeps-scans
              autoFocus
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              maxLength={RECEIPT_LENGTH_MAX}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <ScanButton size={44} onCode={setNumber} />
          </div>
          <TextInput
            label={say("receipts.total")}
            leftSection={format.currencySymbol}
            inputMode="decimal"
            data-money
            autoComplete="off"
            value={total}
            onChange={(event) => setTotal(cleanAmountText(event.currentTarget.value, style))}
          />
          <TextInput
            type="date"
            label={say("receipts.day")}
            max={today}
            value={typedDay ?? today}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <NativeSelect
            label={say("receipts.store")}
            value={locationCode}
            onChange={(event) => setLocationCode(event.currentTarget.value)}
            data={locations.map(({ externalId, name }) => ({ value: externalId, label: name }))}
          />
        </div>
        <div className={classes["actions"]}>
          <Button variant="default" onClick={onClose}>
            {say("receipts.cancel")}
          </Button>
          <Button type="submit" disabled={!isFilled}>
            {say("receipts.save")}
          </Button>
        </div>
      </form>
    </Panel>
  );
};
