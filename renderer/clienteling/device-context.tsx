import { createContext, type ReactNode, use } from "react";
import type { Device } from "#renderer/data/device.ts";
import { assertDefined } from "#shared/kernel/assert.ts";

const DeviceContext = createContext<Device | null>(null);

/** Provides the opened device to the screens below it. */
export const DeviceProvider = ({
  device,
  children,
}: {
  readonly device: Device;
  readonly children: ReactNode;
}) => <DeviceContext value={device}>{children}</DeviceContext>;

/** This device's data: everything that screens read and do goes through it. */
export const useDevice = (): Device => assertDefined(use(DeviceContext), "DeviceProvider is above");
