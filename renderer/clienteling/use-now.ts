import { useEffect, useState } from "react";
import type { Instant } from "#shared/kernel/time.ts";
import { useDevice } from "./device-context.tsx";

/**
 * The current time by the server's clock, updated every `everyMs` and when the window becomes
 * visible again.
 */
export const useNow = (everyMs: number): Instant => {
  const device = useDevice();
  const [now, setNow] = useState(device.now);
  useEffect(() => {
    const tick = () => setNow(device.now());
    const timer = setInterval(tick, everyMs);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [device, everyMs]);
  return now;
};
