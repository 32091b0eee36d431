import { useEffect, useRef } from "react";
import { idleMs, readClocks } from "#renderer/clienteling/idle-clocks.ts";

/**
 * Locks the app once nobody has used it for `limitMs`; null while it is locked. Time asleep counts:
 * on waking it locks before anybody can see or do anything.
 */
export const useIdleLock = (limitMs: number | null, onLock: () => void): void => {
  const lock = useRef(onLock);
  useEffect(() => {
    lock.current = onLock;
  });
  useEffect(() => {
    if (limitMs === null) return;
    let usedAt = readClocks();
    const isIdle = () => idleMs(usedAt) >= limitMs;
    const check = () => {
      if (isIdle()) lock.current();
    };
    const use = (event: Event) => {
      if (isIdle()) {
        // What woke the app must not also press a button.
        event.preventDefault();
        event.stopImmediatePropagation();
        lock.current();
      } else usedAt = readClocks();
    };
    const timer = setInterval(check, CHECK_EVERY_MS);
    const options = { capture: true, passive: false };
    for (const type of USES) window.addEventListener(type, use, options);
    for (const type of WAKES) window.addEventListener(type, check, options);
    return () => {
      clearInterval(timer);
      for (const type of USES) window.removeEventListener(type, use, options);
      for (const type of WAKES) window.removeEventListener(type, check, options);
    };
  }, [limitMs]);
};

const CHECK_EVERY_MS = 1000;

/** Typing, scanning, touching, pointing and scrolling are all use. */
const USES = ["keydown", "pointerdown", "pointermove", "wheel", "scroll"] as const;
const WAKES = ["visibilitychange", "focus", "pageshow"] as const;
