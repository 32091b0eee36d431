import type { DesktopBridge } from "#shared/desktop/bridge.ts";
import type { Secrets } from "./secrets.ts";

const KEY = "device-enrolment";

/** The operating system's key store, through the desktop shell. */
export const createDesktopSecrets = (
  bridge: Pick<DesktopBridge, "secretGet" | "secretSet">,
): Secrets => ({
  read: async () => {
    const secret = await bridge.secretGet({ key: KEY });
    return secret.state === "present" ? secret.value : null;
  },
  write: async (value) => {
    await bridge.secretSet({ key: KEY, value });
  },
});
