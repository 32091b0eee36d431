import { useEffect, useRef } from "react";

/**
 * Turns off what leads out of the page or takes something along: menus, drag, other windows, and
 * every key with Ctrl, Alt or Cmd. `onLeft` is called when the page loses the front ([X52]).
 */
export const useClosedPage = (onLeft: () => void): void => {
  const left = useRef(onLeft);
  useEffect(() => {
    left.current = onLeft;
  });
  useEffect(() => {
    const stop = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key)) stop(event);
    };
    const onHidden = () => {
      if (document.hidden) left.current();
    };
    const onBlur = () => left.current();
    for (const type of STOPPED) window.addEventListener(type, stop, { capture: true });
    window.addEventListener("keydown", onKeyDown, { capture: true });
    window.addEventListener("blur", onBlur);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      for (const type of STOPPED) window.removeEventListener(type, stop, { capture: true });
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      window.removeEventListener("blur", onBlur);
      document.removeEventListener("visibilitychange", onHidden);
    };
  }, []);
};

const STOPPED = [
  "contextmenu",
  "dragstart",
  "dragover",
  "drop",
  "auxclick",
  "copy",
  "cut",
] as const;
