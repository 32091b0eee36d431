import { useEffect, useRef } from "react";
import { useIsBehind } from "./behind.tsx";
import { BURST_GAP_MS } from "./burst-gap.ts";

/** What each key does, by `KeyboardEvent.key` in lower case. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Runs the shortcut of a single key. Ignores keys that are typed into a field, held down, combined
 * with another key, or pressed while a dialog, menu or sheet is in front. A letter waits until it's
 * clear that it isn't part of a scan.
 */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const isBehind = useIsBehind();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = isBehind ? {} : shortcuts;
  });
  useEffect(() => {
    // Checked first, because a menu that this key closes is gone afterwards.
    let isCovered = false;
    let letterAt = Number.NEGATIVE_INFINITY;
    let isInBurst = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const onCapture = (event: KeyboardEvent) => {
      isCovered = document.querySelector(COVERS) !== null;
      if (event.key === "Shift") return;
      clearTimeout(waiting);
      isInBurst = event.timeStamp - letterAt < BURST_GAP_MS;
      letterAt = event.key.length === 1 ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isTyping = isField(event.target);
      if (isTyping && event.key !== "Escape") return;
      if (isCovered) return;
      const action = latest.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      if (event.key.length > 1) action();
      else if (!isInBurst) waiting = setTimeout(action, BURST_GAP_MS);
    };
    window.addEventListener("keydown", onCapture, { capture: true });
    window.addEventListener("keydown", onKeyDown);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener("keydown", onCapture, { capture: true });
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
};

const COVERS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select"));
