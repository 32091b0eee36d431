import { useEffect, useState } from "react";
import { type Instant, instant } from "#shared/kernel/time.ts";

/** The current time, updated every `everyMs` and when the window becomes visible again. */
export const useNow = (everyMs: number): Instant => {
  const [now, setNow] = useState(() => instant(Date.now()));
  useEffect(() => {
    const tick = () => setNow(instant(Date.now()));
    const timer = setInterval(tick, everyMs);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [everyMs]);
  return now;
};
