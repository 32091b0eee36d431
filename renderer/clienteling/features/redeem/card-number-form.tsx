import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useSession } from "#renderer/state/session-store.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { parseCardNumber } from "#shared/incentive/credits/card-number.ts";
import classes from "./redeem-form.module.css";
import type { CardInHand } from "./use-gift-card.ts";

/** Asks for the number, which can be scanned, and the PIN. */
export const CardNumberForm = ({
  isAsking,
  isOffline,
  notice,
  onChange,
  onLookUp,
}: {
  readonly isAsking: boolean;
  readonly isOffline: boolean;
  /** Why the last card can't be used. */
  readonly notice: ReactNode;
  readonly onChange: () => void;
  readonly onLookUp: (card: CardInHand) => void;
}) => {
  const [text, setText] = useState("");
  const [pin, setPin] = useState("");
  const [isChecked, setChecked] = useState(false);
  const pinField = useRef<HTMLInputElement>(null);
  const scanned = useSession((session) => session.scanned);
  const takeScan = useSession((session) => session.takeScan);
  useEffect(() => {
    if (scanned === null) return;
    takeScan();
    setText(scanned);
    setPin("");
    setChecked(false);
    pinField.current?.focus();
  }, [scanned, takeScan]);

  const number = parseCardNumber(text);
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setChecked(false);
    onChange();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (number !== null && !isOffline) onLookUp({ number, pin: pin === "" ? null : pin });
  };
  return (
    <form className={classes["card"]} onSubmit={submit} aria-label={say("giftCard.title")}>
      <Panel title={say("giftCard.which")}>
        <div className={classes["amount"]}>
          <TextInput
            label={say("giftCard.number")}
            description={say("giftCard.number_hint")}
            value={text}
            data-keeps-scans
            inputMode="numeric"
            autoComplete="off"
            maxLength={40}
            autoFocus
            disabled={isAsking}
            error={isChecked && number === null ? say("giftCard.not_number") : null}
            onChange={(event) => change(setText)(event.currentTarget.value)}
          />
          <TextInput
            ref={pinField}
            label={say("giftCard.pin")}
            type="password"
            description={say("giftCard.pin_hint")}
            value={pin}
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
            disabled={isAsking}
            onChange={(event) => change(setPin)(event.currentTarget.value.trim())}
          />
          {notice}
          <Button
            type="submit"
            size="lg"
            fullWidth
            loading={isAsking}
            disabled={text.trim() === "" || isOffline}
          >
            {say("giftCard.look_up")}
          </Button>
        </div>
      </Panel>
    </form>
  );
};
