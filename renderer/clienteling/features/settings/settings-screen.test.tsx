// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { readChoice } from "#renderer/page/choices.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { SettingsScreen } from "./settings-screen.tsx";

let store: StoreDevice;
beforeEach(async () => {
  vi.stubGlobal("__APP_VERSION__", "1.2.3");
  store = await openStoreDevice();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  localStorage.clear();
  document.documentElement.removeAttribute("style");
  await store.close();
});

test("text size and theme are this device's, and the screen says what it is and stores", async () => {
  const { text } = await draw(
    <DeviceProvider device={store.device}>
      <SettingsScreen onSync={() => {}} onEnrol={() => {}} onBack={() => {}} />
    </DeviceProvider>,
  );
  await eventually(() => expect(text()).toContain("Connects tosync.example.com"));
  expect(text()).toContain("Version1.2.3");
  const option = (value: string) =>
    assertDefined(document.querySelector(`input[type="radio"][value="${value}"]`), value);
  await click(option("130%"));
  expect(document.documentElement.style.fontSize).toBe("130%");
  expect(readChoice("text-size")).toBe("130%");
  await click(option("dark"));
  expect(document.documentElement.dataset["mantineColorScheme"]).toBe("dark");
});
