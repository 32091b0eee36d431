import { useEffect, useRef, useState } from "react";
import { idleMs, readClocks } from "#renderer/clienteling/idle-clocks.ts";
import { KIOSK_IDLE_MS } from "#shared/clienteling/kiosk.ts";

/**
 * How many seconds are left before `onEnd`, counted from the last touch or key; null while nothing
 * could be left behind ([X52]). Time asleep counts.
 */
export const useIdleCountdown = (isOn: boolean, onEnd: () => void): number | null => {
  const [left, setLeft] = useState(KIOSK_IDLE_MS);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (!isOn) return;
    let usedAt = readClocks();
    const check = () => {
      const rest = KIOSK_IDLE_MS - idleMs(usedAt);
      setLeft(rest);
      if (rest <= 0) end.current();
    };
    const use = () => {
      check();
      usedAt = readClocks();
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
  }, [isOn]);
  return isOn ? Math.max(0, Math.ceil(left / 1000)) : null;
};

const CHECK_EVERY_MS = 500;
const USES = ["keydown", "pointerdown", "wheel", "input"] as const;
