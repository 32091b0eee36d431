import { type RefObject, useEffect, useRef } from "react";
import { usePreferences } from "#renderer/state/device-preferences.ts";
import { BURST_GAP_MS } from "#renderer/ui/burst-gap.ts";
import {
  addKey,
  type BurstKind,
  type BurstPlace,
  isFastBurst,
  type KeyBurst,
  kindOfBurst,
  NO_KEYS,
  SCANS,
  type ScanKind,
} from "./key-burst.ts";
import { translated } from "./scanner-layout.ts";

/** An Enter this soon after a scan belongs to it. */
const LATE_END_MS = 500;

/** Marks a field that keeps a scan that isn't a customer's card, such as a receipt number. */
const KEEPS_SCANS = "data-keeps-scans";
/** Marks a field that shows what a scanner types as it is. */
const TEST = "data-scanner-test";
/** Marks a field for an amount of money. */
const MONEY = "data-money";
/** Marks the search box, which looks for cards itself. */
const SEARCH = "data-finds-cards";
/** Marks the field for a PIN of staff, which isn't a password field. */
const PIN = "data-pin";

export type Scan = {
  readonly text: string;
  readonly kind: ScanKind;
  /** It came faster than anybody types. */
  readonly isFast: boolean;
  /** It is still in a field that keeps what isn't a customer's card. */
  readonly isKept: boolean;
  /** Removes it from the fields. */
  readonly remove: () => void;
  /** Puts back what `remove` has removed. */
  readonly putBack: () => void;
  /** Submits the form, as the Enter at its end would have done, unless it redeems money. */
  readonly pressEnter: () => void;
};

/**
 * Calls `onScan` for every burst of keys that may be a scanner's, wherever the focus is. What a
 * scan typed leaves the field again, and its Enter presses nothing. While nobody is signed in, only
 * certain scans count. `catcher` is a field that takes the text of keys without a name while the
 * focus is on nothing that takes text.
 */
export const useScans = (
  isSignedIn: boolean,
  catcher: RefObject<HTMLInputElement | null>,
  onScan: (scan: Scan) => void,
): void => {
  const latest = useRef({ isSignedIn, onScan });
  useEffect(() => {
    latest.current = { isSignedIn, onScan };
  });
  useEffect(() => {
    let burst: KeyBurst = NO_KEYS;
    let touched = new Map<Field, string>();
    let place: BurstPlace = "nothing";
    let scannedAt = Number.NEGATIVE_INFINITY;
    let isNamed = true;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    let focused: Element | null = null;

    const end = () => {
      clearTimeout(quiet);
      burst = NO_KEYS;
      touched = new Map();
      giveFocusBack();
    };

    /** Only text that is inserted says what such a key was, and only a field gets text. */
    const takeFocus = (at: number) => {
      focused = document.activeElement;
      catcher.current?.focus({ preventScroll: true });
      // Some keys insert nothing, such as a scanner's trigger, and must not keep the focus.
      waitForQuiet(catcher.current, at);
    };
    const giveFocusBack = () => {
      const field = catcher.current;
      if (field === null) return;
      field.value = "";
      if (document.activeElement !== field) return;
      if (focused instanceof HTMLElement && focused.isConnected) {
        focused.focus({ preventScroll: true });
      }
      // The page itself can't be focused.
      if (document.activeElement === field) field.blur();
    };

    const kindNow = (endedAt: number | null): BurstKind => {
      const kind = kindOfBurst(burst, { place, endedAt });
      const counts = kind !== "typing" && (SCANS[kind].isCertain || latest.current.isSignedIn);
      return counts ? kind : "typing";
    };

    const take = (kind: ScanKind, at: number, target: EventTarget | null, hasEnter: boolean) => {
      const { isCertain, mayBelong } = SCANS[kind];
      const befores = touched;
      const fields = [...befores.keys()];
      const { text } = burst;
      const isFast = isFastBurst(burst);
      const isKept =
        fields.length === 1 && fields.every((field) => field.hasAttribute(KEEPS_SCANS));
      end();
      if (!mayBelong) scannedAt = at;
      let removed: readonly (readonly [Field, string])[] | null = null;
      const remove = () => {
        if (removed !== null) return;
        removed = fields.map((field) => [field, field.value]);
        for (const [field, before] of befores) setValue(field, before);
      };
      const putBack = () => {
        for (const [field, value] of removed ?? []) setValue(field, value);
      };
      const pressEnter = () => {
        const form = hasEnter && !isKept ? (fieldOf(target)?.form ?? null) : null;
        if (!form?.querySelector(`[${MONEY}]`)) form?.requestSubmit();
      };
      if (!mayBelong && !(isCertain && isKept)) remove();
      // What stays in a field says what the scanner meant, but where its typing is tried out.
      const [kept] = isKept && isCertain ? befores : [];
      if (kept && !kept[0].hasAttribute(TEST)) {
        const [field, before] = kept;
        if (field.value !== before + text) setValue(field, before + text);
      }
      latest.current.onScan({ text, kind, isFast, isKept, remove, putBack, pressEnter });
    };

    const stop = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };

    const onEnd = (event: KeyboardEvent) => {
      const { timeStamp, key, target } = event;
      const kind = kindNow(timeStamp);
      const isLate = timeStamp - scannedAt < LATE_END_MS;
      // A new line or the next field does no harm, should it turn out to be text.
      const isHarmless = key === "Tab" || target instanceof HTMLTextAreaElement;
      if (kind === "typing") {
        if (isLate) stop(event);
        return end();
      }
      const { mayBelong } = SCANS[kind];
      const isEnterHeld = mayBelong && !isHarmless;
      if (isLate || !mayBelong || isEnterHeld) stop(event);
      take(kind, timeStamp, target, isEnterHeld);
    };

    const addText = (text: string, { target, timeStamp }: Event) => {
      const before = burst;
      const { scannerLayout } = usePreferences.getState();
      for (const key of translated(text, scannerLayout)) burst = addKey(burst, key, timeStamp);
      const isFirst = burst.text.length <= before.text.length + text.length - 1;
      if (isFirst) touched = new Map();
      const isCaught = target === catcher.current;
      place = isCaught ? "nothing" : placeOf(target);
      const field = isCaught ? null : fieldOf(target);
      if (field && !touched.has(field)) touched.set(field, field.value);
      waitForQuiet(target, timeStamp);
    };

    /** Ends the burst once no key follows. */
    const waitForQuiet = (target: EventTarget | null, at: number) => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        const kind = kindNow(null);
        if (kind !== "typing") take(kind, at, target, false);
        else if (target === catcher.current) end();
      }, BURST_GAP_MS);
    };

    const onKeyDown = (event: KeyboardEvent) => {
      const { key, timeStamp } = event;
      isNamed = !UNNAMED.has(key);
      if (!isNamed && !takesText(event.target)) takeFocus(timeStamp);
      if (!isNamed || isModifier(key)) return;
      if (event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return end();
      if (key === "Enter" || key === "Tab") return onEnd(event);
      if (key.length !== 1) return end();
      addText(key, event);
      // A space would press the button that has the focus.
      if (place === "nothing" && key === " " && burst.text.length > 1) event.preventDefault();
    };
    // On Android, keys have no names: only the text they insert says what was scanned.
    const onBeforeInput = (event: InputEvent) => {
      if (isNamed || event.isComposing || event.inputType !== "insertText") return;
      if (event.data !== null) addText(event.data, event);
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    window.addEventListener("beforeinput", onBeforeInput, { capture: true });
    return () => {
      clearTimeout(quiet);
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      window.removeEventListener("beforeinput", onBeforeInput, { capture: true });
    };
  }, [catcher]);
};

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fieldOf = (target: EventTarget | null): Field | null => {
  if (target instanceof HTMLInputElement) return NO_TEXT.has(target.type) ? null : target;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return target;
  return null;
};

const takesText = (target: EventTarget | null): boolean =>
  (fieldOf(target) !== null && !(target instanceof HTMLSelectElement)) ||
  (target instanceof HTMLElement && target.isContentEditable);

const NO_TEXT: ReadonlySet<string> = new Set(["button", "checkbox", "file", "radio", "submit"]);

const placeOf = (target: EventTarget | null): BurstPlace => {
  const field = fieldOf(target);
  if (field === null) return "nothing";
  if (field instanceof HTMLSelectElement) return "choice";
  if (field.hasAttribute(MONEY)) return "money";
  if (field.hasAttribute(SEARCH)) return "search";
  return field.type === "password" || field.hasAttribute(PIN) ? "pin" : "text";
};

/** How browsers call a key when they only know the text it inserts. */
const UNNAMED: ReadonlySet<string> = new Set(["Unidentified", "Process"]);

const isModifier = (key: string): boolean =>
  ["Shift", "CapsLock", "Alt", "AltGraph", "Control", "Meta"].includes(key);

/** Sets a field's value in a way that React sees as typing. */
const setValue = (field: Field, value: string): void => {
  const kind = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(kind, "value")?.set?.call(field, value);
  const event = field instanceof HTMLSelectElement ? "change" : "input";
  field.dispatchEvent(new Event(event, { bubbles: true }));
};
