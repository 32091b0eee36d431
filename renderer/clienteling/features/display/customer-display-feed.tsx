import encodeQR from "qr";
import { useEffect, useMemo } from "react";
import { readDesktopDisplay } from "#renderer/clienteling/desktop-display.ts";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import { useCustomerDisplay } from "#renderer/state/customer-display-store.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { say } from "#renderer/words/say.ts";
import type { CustomerDisplay } from "#shared/desktop/customer-display.ts";

/**
 * Feeds the customer display ([X53]): opens it with the app if it is on, and tells it what to show.
 * That is the customer who is being served only while a colleague is signed in.
 */
export const CustomerDisplayFeed = () => {
  const display = useMemo(() => readDesktopDisplay(window), []);
  const config = useConfig();
  const isSignedIn = useSession(({ staffId }) => staffId !== null);
  const joinAddress = useCustomerDisplay((kept) => kept.joinAddress);
  const serving = useCustomerDisplay((kept) => kept.serving);

  useEffect(() => {
    if (useCustomerDisplay.getState().isOn) void display?.displayOpen({ place: "screen" });
  }, [display]);

  const shown = isSignedIn ? serving : null;
  const { lang, dir } = document.documentElement;
  const content: CustomerDisplay = {
    lang: lang || "en",
    dir: dir === "rtl" ? "rtl" : "ltr",
    brand: config?.tenant?.name ?? "",
    title: shown?.title ?? say("display.welcome"),
    lines: [...(shown?.lines ?? [])],
    qr: shown === null && joinAddress !== null ? joinCode(joinAddress) : null,
  };
  // Told once, however often it is drawn.
  const text = JSON.stringify(content);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` is the content.
  useEffect(() => {
    void display?.displayShow(content);
  }, [display, text]);
  return null;
};

const joinCode = (address: string): CustomerDisplay["qr"] => ({
  text: say("display.join"),
  rows: encodeQR(address, "raw").map((row) => row.map((isDark) => (isDark ? "1" : "0")).join("")),
});
