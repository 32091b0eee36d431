import { useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { KIOSK_IDLE_MS } from "#shared/clienteling/kiosk.ts";

/**
 * How many seconds are left before `onEnd`, counted from the last touch or key; null while nothing
 * could be left behind ([X52]). Time asleep counts.
 */
export const useIdleCountdown = (isOn: boolean, onEnd: () => void): number | null => {
  const device = useDevice();
  const [left, setLeft] = useState(KIOSK_IDLE_MS);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (!isOn) return;
    let usedAt = device.now();
    const check = () => {
      // A clock that was set back must not give anybody more time.
      const idle = device.now() - usedAt;
      const rest = idle < 0 ? 0 : KIOSK_IDLE_MS - idle;
      setLeft(rest);
      if (rest <= 0) end.current();
    };
    const use = () => {
      check();
      usedAt = device.now();
      setLeft(KIOSK_IDLE_MS);
    };
    setLeft(KIOSK_IDLE_MS);
    const timer = setInterval(check, CHECK_EVERY_MS);
    for (const type of USES) window.addEventListener(type, use, { capture: true });
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      for (const type of USES) window.removeEventListener(type, use, { capture: true });
      document.removeEventListener("visibilitychange", check);
    };
  }, [isOn, device]);
  return isOn ? Math.max(0, Math.ceil(left / 1000)) : null;
};

const CHECK_EVERY_MS = 500;
const USES = ["keydown", "pointerdown", "wheel", "input"] as const;
