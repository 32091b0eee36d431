import { Group, Loader, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { PinRefusal } from "#renderer/data/refusal.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Keypad, type KeypadKey } from "#renderer/ui/keypad.tsx";
import { PinField } from "#renderer/ui/pin-field.tsx";
import { pinRefusalSentence } from "#renderer/words/pin-refusal.ts";
import { say } from "#renderer/words/say-first.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { PIN_LENGTH } from "#shared/organisation/staff.ts";
import { useDevice } from "./device-context.tsx";
import classes from "./pin-entry.module.css";
import { useNow } from "./use-now.ts";

/** A scanner's next key comes sooner than this. */
const CHECK_AFTER_MS = 120;

/**
 * Takes the PIN of a member of staff, and checks it as soon as it is complete. Wrong ones count
 * towards the same limit wherever they are typed.
 */
export const PinEntry = ({
  staffId,
  onRight,
}: {
  readonly staffId: StaffId;
  readonly onRight: () => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const now = useNow(1000);
  const field = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState("");
  const [keyCount, setKeyCount] = useState(0);
  const [isChecking, setChecking] = useState(false);
  const [refused, setRefused] = useState<{
    readonly refusal: PinRefusal;
    readonly until: number;
  } | null>(null);

  const lockedMs = refused?.refusal.reason === "locked" ? Math.max(0, refused.until - now) : 0;

  const check = async (whole: string) => {
    setChecking(true);
    const answer = await device.verifyPin(staffId, whole);
    setChecking(false);
    if (answer.ok) {
      onRight();
      return;
    }
    const waitMs = answer.error.reason === "locked" ? answer.error.retryAfterMs : 0;
    setRefused({ refusal: answer.error, until: device.now() + waitMs });
    setPin("");
    field.current?.focus();
  };

  const type = (next: string) => {
    if (isChecking || lockedMs > 0) return;
    setPin(next);
    if (next !== "") setRefused(null);
  };

  // A scanned card has more than six digits: its first six must not count as a wrong PIN.
  const latestCheck = useRef(check);
  useEffect(() => {
    latestCheck.current = check;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every further key starts the wait again.
  useEffect(() => {
    if (pin.length !== PIN_LENGTH) return;
    const timer = setTimeout(() => void latestCheck.current(pin), CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [pin, keyCount]);

  const press = (key: KeypadKey) => {
    if (key.kind === "digit" && pin.length < PIN_LENGTH) type(pin + key.digit);
    if (key.kind === "erase") type(pin.slice(0, -1));
  };

  const shown =
    refused === null || (refused.refusal.reason === "locked" && lockedMs === 0)
      ? null
      : pinRefusalSentence(
          refused.refusal.reason === "locked"
            ? { reason: "locked", retryAfterMs: lockedMs }
            : refused.refusal,
          format,
        );

  return (
    <>
      <PinField
        ref={field}
        label={say("signIn.pin")}
        value={pin}
        isDisabled={lockedMs > 0}
        isWrong={shown !== null}
        onChange={type}
        onKey={() => setKeyCount((count) => count + 1)}
      />
      <div className={classes["answer"]} aria-live="assertive">
        {isChecking ? (
          <Group gap="xs" justify="center">
            <Loader size="xs" />
            <Text size="sm">{say("signIn.checking")}</Text>
          </Group>
        ) : (
          shown !== null && (
            <Text size="sm" c="var(--danger)">
              <strong>{shown.title}</strong>{" "}
              {/* Screen readers don't announce the countdown every second. */}
              <span aria-live={lockedMs > 0 ? "off" : "assertive"}>{shown.advice}</span>
            </Text>
          )
        )}
      </div>
      <Keypad label={say("signIn.keypad")} isDisabled={isChecking || lockedMs > 0} onKey={press} />
    </>
  );
};
