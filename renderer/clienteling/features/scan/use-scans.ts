import { useEffect, useRef } from "react";
import { addKey, isScan, type KeyBurst, NO_KEYS } from "./key-burst.ts";

/** A scanner that ends with nothing has finished when no key has come for this long. */
const QUIET_MS = 120;
/** An Enter this soon after a scan belongs to it. */
const LATE_END_MS = 500;

/** Marks a field that keeps a scan that isn't a customer's card, such as a receipt number. */
const KEEPS_SCANS = "data-keeps-scans";

export type Scan = {
  readonly text: string;
  /** It is still in a field that keeps what isn't a customer's card. */
  readonly isText: boolean;
  /** Removes it from that field. */
  readonly remove: () => void;
};

/**
 * Calls `onScan` for every burst of keys from a scanner, wherever the focus is. What the burst typed
 * leaves the field again, and its Enter presses nothing.
 */
export const useScans = (onScan: (scan: Scan) => void): void => {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    let burst: KeyBurst = NO_KEYS;
    let touched = new Map<Field, string>();
    let isPin = false;
    let scannedAt = Number.NEGATIVE_INFINITY;
    let quiet: ReturnType<typeof setTimeout> | undefined;

    const end = () => {
      clearTimeout(quiet);
      burst = NO_KEYS;
      touched = new Map();
    };
    const scan = (at: number) => {
      const fields = touched;
      const isText = fields.size === 1 && [...fields.keys()].every(keepsScans);
      const { text } = burst;
      end();
      scannedAt = at;
      const remove = () => {
        for (const [each, before] of fields) setValue(each, before);
      };
      if (!isText) remove();
      latest.current({ text, remove, isText });
    };

    const onKeyDown = (event: KeyboardEvent) => {
      const isEnd = event.key === "Enter" || event.key === "Tab";
      if (isEnd) {
        const isLate = event.timeStamp - scannedAt < LATE_END_MS;
        const isOne = isScan(burst, { isPin, endedAt: event.timeStamp });
        if (isLate || isOne) {
          event.preventDefault();
          event.stopImmediatePropagation();
        }
        return isOne ? scan(event.timeStamp) : end();
      }
      if (isModifier(event.key)) return;
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.isComposing) {
        return end();
      }
      const before = burst;
      burst = addKey(burst, event.key, event.timeStamp);
      if (burst.text.length <= before.text.length) touched = new Map();
      const { target } = event;
      isPin = isField(target) && target.type === "password";
      if (isField(target) && !touched.has(target)) touched.set(target, target.value);
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        if (isScan(burst, { isPin, endedAt: null })) scan(event.timeStamp);
      }, QUIET_MS);
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      clearTimeout(quiet);
      window.removeEventListener("keydown", onKeyDown, { capture: true });
    };
  }, []);
};

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

const keepsScans = (field: Element): boolean => field.hasAttribute(KEEPS_SCANS);

const isModifier = (key: string): boolean =>
  ["Shift", "CapsLock", "Alt", "AltGraph", "Control", "Meta"].includes(key);

/** Sets a field's value in a way that React sees as typing. */
const setValue = (field: Field, value: string): void => {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
