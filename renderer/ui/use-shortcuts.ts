import { useEffect, useRef } from "react";

/** What each key does, by `KeyboardEvent.key` in lower case. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Runs the shortcut of a single key. Ignores keys that are typed into a field, held down, combined
 * with another key, or pressed while a dialog or menu is open.
 */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    // Checked first, because a menu that this key closes is gone afterwards.
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
      const action = latest.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
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
