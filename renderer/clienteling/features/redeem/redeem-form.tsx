import { Button, TextInput } from "@mantine/core";
import { IconGiftCard } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import {
  amountOfText,
  amountProblem,
  cleanAmountText,
  textOfAmount,
} from "#renderer/clienteling/amount-text.ts";
import { FreezeNote } from "#renderer/clienteling/freeze-note.tsx";
import { useLaunch } from "#renderer/clienteling/launch-context.tsx";
import { ShortfallNote } from "#renderer/clienteling/shortfall-note.tsx";
import { tillMaxOf } from "#renderer/clienteling/till-launch.ts";
import type { useDraft } from "#renderer/clienteling/use-draft.ts";
import { useServing } from "#renderer/clienteling/use-serving.ts";
import type { RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Sheet } from "#renderer/ui/sheet.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { mostForSale, NO_SALE_LIMITS, needsBasket } from "#shared/redemption/sale-limits.ts";
import { AmountEntry, ConfirmAmount, receiptOfText, useAmountStyle } from "./amount-entry.tsx";
import { declinedSentence, problemSentence, refusalSentence } from "./amount-sentence.ts";
import { heldOf, mostOf, PAY_WITH, payWithOf, takesOff, waysToChoose } from "./pay-with.ts";
import { PlanSummary } from "./plan-summary.tsx";
import { QuickAmounts } from "./quick-amounts.tsx";
import classes from "./redeem-form.module.css";
import { RedeemState } from "./redeem-state.tsx";
import { servingForm } from "./serving.ts";
import { SheetHead } from "./sheet-head.tsx";
import type { RedeemAsked } from "./use-redeem.ts";
import { useRedeemPreview } from "./use-redeem-preview.ts";

/** The amount and what pays for it; below, always visible, whether it can be, and the button. */
export const RedeemForm = ({
  view,
  config,
  connection,
  isAsking,
  decline,
  draft,
  note,
  onChange,
  onRedeem,
  onGiftCard,
  onBack,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  readonly connection: SyncStatus["connection"];
  readonly isAsking: boolean;
  /** Why the last attempt was declined. */
  readonly decline: RedeemDecline | null;
  readonly draft: ReturnType<typeof useDraft>;
  /** What to know before anything is typed. */
  readonly note: ReactNode;
  readonly onChange: () => void;
  readonly onRedeem: (asked: Omit<RedeemAsked, "staffId" | "at">) => void;
  readonly onGiftCard: () => void;
  readonly onBack: () => void;
}) => {
  const format = useFormat();
  const formId = useId();
  const [restored] = useState(draft.kept);
  const [text, setText] = useState(restored?.["amount"] ?? "");
  const [receipt, setReceipt] = useState(restored?.["receipt"] ?? "");
  const [payWith, setPayWith] = useState(payWithOf(restored?.["payWith"]));
  const [saleText, setSaleText] = useState(restored?.["sale"] ?? "");
  const isRestored = text !== "" && text === restored?.["amount"];
  const { keep } = draft;
  useEffect(() => {
    // A redemption under way has forgotten its draft. If it is declined, the amount is kept again.
    const isEmpty = text === "" && receipt === "" && saleText === "";
    if (!isAsking) keep(isEmpty ? {} : { amount: text, receipt, payWith, sale: saleText });
  }, [keep, isAsking, text, receipt, payWith, saleText]);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ escape: () => !isAsking && onBack() });
  useUnsavedWork(text !== "" || receipt !== "" || saleText !== "" || isAsking);

  const style = useAmountStyle();
  const amountCents = amountOfText(text, style);
  const limits = config.programme?.policy.saleLimits ?? NO_SALE_LIMITS;
  const asksForSale = takesOff(payWith) && needsBasket(limits);
  const basketCents = asksForSale ? amountOfText(saleText, style) : null;
  const saleProblem = asksForSale ? amountProblem(saleText, style) : null;
  const tillMaxCents = tillMaxOf(useLaunch().till, style.digits);
  const sale = { basketCents, tillMaxCents, receiptRef: receiptOfText(receipt) };
  const preview = useRedeemPreview(view, connection, amountCents, payWith, sale, isAsking);
  const isOnline = connection === "online";
  const heldCents = heldOf(view.balances, payWith);
  const inSaleCents = mostForSale(limits, { basketCents }, takesOff(payWith));
  const mostCents = mostOf(view, payWith, isOnline, [inSaleCents, tillMaxCents]);
  const ways = waysToChoose(view.balances, payWith);
  // The preview may be for an earlier amount. The device decides again when the button is clicked.
  const canRedeem =
    amountCents !== null && preview !== null && preview.mode !== "declined" && !isAsking;
  const plannedCents = canRedeem || isAsking ? amountCents : null;
  useServing(servingForm(view, heldCents, plannedCents, format));

  const change = (next: string) => {
    setText(next);
    onChange();
  };
  const fill = (amount: Cents) => {
    change(textOfAmount(amount, style));
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canRedeem) onRedeem({ amountCents, payWith, ...sale });
  };

  const problem = amountProblem(text, style);
  const unusable =
    problem === null
      ? refusalSentence(view, preview, connection, format)
      : problemSentence(problem, heldCents, format);
  const declined = decline === null ? null : declinedSentence(decline, view, format);
  const about = { name: personName(view.profile), money: format.money(heldCents) };
  return (
    <Sheet
      head={
        <SheetHead
          title={say("redeem.title")}
          about={PAY_WITH[payWith].about(about)}
          isDisabled={isAsking}
          action={
            <Button
              variant="default"
              aria-label={say("redeem.gift_card")}
              px="sm"
              disabled={isAsking}
              onClick={onGiftCard}
            >
              <IconGiftCard size={20} aria-hidden />
              <span className={classes["otherName"]}>{say("redeem.gift_card")}</span>
            </Button>
          }
          onBack={onBack}
        />
      }
      foot={
        <>
          <RedeemState
            // After a decline, the preview mostly refuses for the same reason.
            problem={declined ?? unusable}
            preview={view.freeze === null ? preview : null}
            mostCents={mostCents}
            isOnline={isOnline}
            isAsking={isAsking}
          />
          <ConfirmAmount
            label={say("redeem.confirm")}
            labelWith={(money) => say("redeem.confirm_amount", { money })}
            form={formId}
            amountCents={amountCents}
            canConfirm={canRedeem}
            isAsking={isAsking}
          />
        </>
      }
    >
      {note}
      <FreezeNote view={view} />
      <ShortfallNote view={view} config={config} />
      {isRestored && !isAsking && (
        <Callout tone="info" title={say("redeem.restored")}>
          {say("redeem.restored_hint")}
        </Callout>
      )}
      <form
        id={formId}
        className={classes["amount"]}
        onSubmit={submit}
        aria-label={say("redeem.form")}
      >
        {ways.length > 1 && (
          <fieldset
            className={`${classes["wide"]} ${classes["sources"]}`}
            aria-label={say("redeem.pay_with")}
          >
            {ways.map((way) => (
              <Button
                key={way}
                variant={way === payWith ? "light" : "default"}
                px="xs"
                aria-pressed={way === payWith}
                disabled={isAsking}
                onClick={() => {
                  setPayWith(way);
                  onChange();
                }}
              >
                {PAY_WITH[way].label}
              </Button>
            ))}
          </fieldset>
        )}
        {asksForSale && (
          <TextInput
            label={say("redeem.sale")}
            description={say("redeem.sale_hint")}
            value={saleText}
            error={saleProblem && problemSentence(saleProblem, heldCents, format).title}
            data-money
            inputMode="decimal"
            autoComplete="off"
            disabled={isAsking}
            onChange={(event) => {
              setSaleText(cleanAmountText(event.currentTarget.value, style));
              onChange();
            }}
          />
        )}
        <AmountEntry
          label={say("redeem.amount")}
          text={text}
          receipt={receipt}
          receiptUse={say("redeem.receipt_hint")}
          fieldRef={field}
          // Otherwise an Enter typed after the PIN would redeem.
          takesFocus={!isRestored}
          isDisabled={isAsking}
          onText={change}
          onReceipt={setReceipt}
        >
          <QuickAmounts
            view={view}
            programme={config.programme}
            payWith={payWith}
            mostCents={mostCents}
            isDisabled={isAsking}
            onChoose={fill}
          />
          {unusable === null &&
            view.freeze === null &&
            amountCents !== null &&
            preview !== null &&
            preview.mode !== "declined" && (
              <PlanSummary plan={preview.plan} programme={config.programme} heldCents={heldCents} />
            )}
        </AmountEntry>
      </form>
    </Sheet>
  );
};
