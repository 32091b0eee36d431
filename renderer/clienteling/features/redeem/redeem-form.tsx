import { ActionIcon, Button, Loader, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconGiftCard } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FreezeNote } from "#renderer/clienteling/freeze-note.tsx";
import { ShortfallNote } from "#renderer/clienteling/shortfall-note.tsx";
import type { useDraft } from "#renderer/clienteling/use-draft.ts";
import type { RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { AmountField } from "#renderer/ui/amount-field.tsx";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Keypad } from "#renderer/ui/keypad.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { personName } from "#renderer/words/person-text.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { mostForSale, NO_SALE_LIMITS, needsBasket } from "#shared/redemption/sale-limits.ts";
import { lotsSpentBy, lotWorth } from "#shared/redemption/unit.ts";
import { declinedSentence, problemSentence, refusalSentence } from "./amount-sentence.ts";
import {
  amountOfText,
  amountProblem,
  cleanAmountText,
  pressAmountKey,
  textOfAmount,
} from "./amount-text.ts";
import {
  heldOf,
  mostOf,
  PAY_WITH,
  type PayWith,
  payWithOf,
  takesOff,
  waysToChoose,
} from "./pay-with.ts";
import { PlanPanel } from "./plan-panel.tsx";
import classes from "./redeem-form.module.css";
import type { RedeemAsked } from "./use-redeem.ts";
import { useRedeemPreview } from "./use-redeem-preview.ts";

/** The amount on the left, what it would take on the right, and one button that does it. */
export const RedeemForm = ({
  view,
  config,
  connection,
  isAsking,
  decline,
  draft,
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
  readonly onChange: () => void;
  readonly onRedeem: (asked: Omit<RedeemAsked, "staffId" | "at">) => void;
  readonly onGiftCard: () => void;
  readonly onBack: () => void;
}) => {
  const format = useFormat();
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

  const style = { separator: format.decimalSeparator, digits: format.currencyDigits };
  const amountCents = amountOfText(text, style);
  const limits = config.programme?.policy.saleLimits ?? NO_SALE_LIMITS;
  const asksForSale = takesOff(payWith) && needsBasket(limits);
  const basketCents = asksForSale ? amountOfText(saleText, style) : null;
  const saleProblem = asksForSale ? amountProblem(saleText, style) : null;
  const tillMaxCents = amountOfText(useSession(({ maxRedeem }) => maxRedeem) ?? "", {
    ...style,
    separator: ".",
  });
  const receiptRef = receipt.trim() === "" ? null : receipt.trim();
  const sale = { basketCents, tillMaxCents, receiptRef };
  const preview = useRedeemPreview(view, connection, amountCents, payWith, sale, isAsking);
  const isOnline = connection === "online";
  const heldCents = heldOf(view.balances, payWith);
  const inSaleCents = mostForSale(limits, { basketCents }, takesOff(payWith));
  const mostCents = mostOf(view, payWith, isOnline, [inSaleCents, tillMaxCents]);
  const ways = waysToChoose(view.balances, payWith);
  // The preview may be for an earlier amount. The device decides again when the button is clicked.
  const canRedeem =
    amountCents !== null && preview !== null && preview.mode !== "declined" && !isAsking;

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

  const ownAmounts = amountsOf(view, config.programme, payWith, mostCents);
  const quickButton = ({ name, amount }: QuickAmount) => (
    <Button
      key={`${name} ${amount}`}
      variant="default"
      px="xs"
      disabled={isAsking || amount <= 0 || amount > mostCents}
      className="numbers"
      onClick={() => fill(amount)}
    >
      {`${name} ${format.shortMoney(amount)}`.trim()}
    </Button>
  );
  const problem = amountProblem(text, style);
  const unusable =
    problem === null
      ? refusalSentence(view, preview, connection, format)
      : problemSentence(problem, heldCents, format);
  const declined = decline === null ? null : declinedSentence(decline, view, format);
  // After a decline, the preview mostly refuses for the same reason.
  const problemShown = declined ?? unusable;
  return (
    <>
      <div className={classes["head"]}>
        <Tooltip label="Back (Esc)">
          <ActionIcon
            variant="default"
            aria-label="Back to the customer"
            disabled={isAsking}
            onClick={onBack}
          >
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <div className={classes["who"]}>
          <Title order={1}>Redeem</Title>
          <Text c="dimmed">
            {personName(view.profile)} has{" "}
            <strong className="numbers">{format.money(heldCents)}</strong>
            {PAY_WITH[payWith].ofIt}
          </Text>
        </div>
        <Button
          variant="default"
          className={classes["other"]}
          aria-label="Gift card"
          disabled={isAsking}
          onClick={onGiftCard}
        >
          <IconGiftCard size={20} aria-hidden />
          <span className={classes["otherName"]}>Gift card</span>
        </Button>
      </div>
      <form className={classes["columns"]} onSubmit={submit} aria-label="Redeem">
        <Panel title="How much">
          <div className={classes["amount"]}>
            {ways.length > 1 && (
              <fieldset
                className={`${classes["wide"]} ${classes["sources"]}`}
                aria-label="Pay with"
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
                label="Total of the sale"
                description="Without gift cards. How much rewards and points can pay depends on it."
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
            <AmountField
              ref={field}
              label="Amount to redeem"
              symbol={format.currencySymbol}
              value={text}
              // Otherwise an Enter typed after the PIN would redeem.
              takesFocus={!isRestored}
              isDisabled={isAsking}
              onChange={(typed) => change(cleanAmountText(typed, style))}
            />
            {problemShown !== null && (
              <Callout tone="bad" title={problemShown.title}>
                {problemShown.advice}
              </Callout>
            )}
            <div className={classes["wide"]}>{ownAmounts.map(quickButton)}</div>
            <div className={classes["quick"]}>{roundAmounts(style.digits).map(quickButton)}</div>
            <Keypad
              label="Amount keypad"
              separator={style.digits === 0 ? null : style.separator}
              isDisabled={isAsking}
              onKey={(key) => change(pressAmountKey(text, key, style))}
            />
            <TextInput
              label="Receipt number"
              description="Optional. Links the redemption to the sale."
              value={receipt}
              data-keeps-scans
              maxLength={100}
              autoComplete="off"
              disabled={isAsking}
              onChange={(event) => setReceipt(event.currentTarget.value)}
            />
          </div>
        </Panel>
        <div className={classes["right"]}>
          <div className={classes["notes"]}>
            <FreezeNote view={view} />
            <ShortfallNote view={view} config={config} />
            {isRestored && !isAsking && (
              <Callout tone="info" title="You entered this amount earlier.">
                Nothing has been redeemed yet. Check it before you go on.
              </Callout>
            )}
          </div>
          {unusable === null && view.freeze === null && (
            <PlanPanel
              config={config}
              amountCents={amountCents}
              preview={preview}
              heldCents={heldCents}
              mostCents={mostCents}
              isOnline={isOnline}
            />
          )}
          {isAsking && isOnline && (
            <Text size="sm" role="status" className={classes["asking"]}>
              <Loader size="xs" aria-hidden /> Asking the server. This takes at most four seconds.
            </Text>
          )}
          <Button
            type="submit"
            size="lg"
            fullWidth
            className={classes["confirm"]}
            disabled={!canRedeem}
            loading={isAsking}
          >
            {amountCents === null || amountCents <= 0
              ? "Redeem"
              : `Redeem ${format.money(amountCents)}`}
          </Button>
        </div>
      </form>
    </>
  );
};

type QuickAmount = { readonly name: string; readonly amount: Cents };

/** 5, 10 and 20; or 500, 1,000 and 2,000 where the smallest coin is the unit. */
const roundAmounts = (digits: number): readonly QuickAmount[] =>
  [5, 10, 20].map((amount) => ({ name: "", amount: cents(amount * 10 ** (digits || 2)) }));

/** All of it, or the most that is allowed now; and the lot that expires next. */
const amountsOf = (
  view: ProfileView,
  programme: Programme | null,
  payWith: PayWith,
  mostCents: Cents,
): readonly QuickAmount[] => {
  // Only the lots that are drawn first can be "expires next".
  const next = drawnFirst(view.lots, PAY_WITH[payWith].strategies).find(
    ({ expiresAt }) => expiresAt !== null,
  );
  const nextCents = next === undefined ? ZERO_CENTS : lotWorth(next, programme);
  const isAll = mostCents === heldOf(view.balances, payWith);
  return [
    { name: isAll ? "All" : "Most", amount: mostCents },
    ...(nextCents === 0 ? [] : [{ name: "Expires next", amount: nextCents }]),
  ];
};

const drawnFirst = (lots: readonly Lot[], strategies: readonly Strategy[]): readonly Lot[] =>
  strategies.map((strategy) => lotsSpentBy(strategy, lots)).find((own) => own.length > 0) ?? [];
