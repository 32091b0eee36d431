import { useEffect, useRef } from "react";

/** What a key does: `KeyboardEvent.key` in lower case. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Runs what a single key stands for, unless it is typed into a field, held down, combined with
 * another key, or meant for a dialog or a menu that is open above.
 */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    // Asked before anybody acts on the key: the menu that it closes is gone afterwards.
    let isCovered = false;
    const onCapture = () => {
      isCovered = document.querySelector(COVERS) !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isTyping = isField(event.target);
      if (isTyping && event.key !== "Escape") return;
      if (isCovered) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onCapture, { capture: true });
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onCapture, { capture: true });
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
};

const COVERS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select"));
