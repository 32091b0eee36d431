import { useEffect } from "react";

/** Focuses the box when the screen opens and whenever somebody types outside it. */
export const useBoxKeepsFocus = (box: { readonly current: HTMLInputElement | null }): void => {
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (target instanceof HTMLElement && target.matches("input, textarea, select")) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      // A space activates the focused button.
      if (event.key === " ") return;
      box.current?.focus();
    };
    const onWindowFocus = () => {
      if (document.activeElement === document.body) box.current?.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("focus", onWindowFocus);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("focus", onWindowFocus);
    };
  }, [box]);
};
