import { useEffect, useRef } from "react";

/**
 * Makes the window's title and the focus follow the screen. `screen` tells screens of one title
 * apart. The title names no customer: it stays in the browser's history and on the system's task
 * bar.
 */
export const useScreenChange = (title: string, screen: string): void => {
  useEffect(() => {
    document.title = `${title} · Regulars`;
  }, [title]);

  const shown = useRef<string | null>(null);
  useEffect(() => {
    const isFirst = shown.current === null;
    const isSame = shown.current === screen;
    shown.current = screen;
    if (isFirst || isSame) return;
    // After the effects of the new screen, which may focus a field of its own.
    const frame = requestAnimationFrame(focusMain);
    return () => cancelAnimationFrame(frame);
  }, [screen]);
};

const focusMain = (): void => {
  const main = document.getElementById("main");
  if (main === null || main.contains(document.activeElement)) return;
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
};

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** The screen in a word or two, for the window's title. Never a customer's name. */
    readonly title?: string;
  }
}
