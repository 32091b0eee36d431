import { useEffect, useRef } from "react";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";

/** Ctrl-K (Cmd-K on a Mac) anywhere, and "/" where it isn't typed, open the search. */
export const useSearchKeys = (onOpen: () => void): void => {
  const latest = useRef(onOpen);
  useEffect(() => {
    latest.current = onOpen;
  });
  useShortcuts({ "/": onOpen });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return;
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
};
