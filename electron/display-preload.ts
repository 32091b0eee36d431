import { contextBridge, ipcRenderer } from "electron";
import { customerDisplayChannel, customerDisplayOrigin } from "#shared/desktop/channel.ts";
import { type CustomerDisplay, customerDisplaySchema } from "#shared/desktop/customer-display.ts";

/** What is shown; null for nothing, and for whatever breaks the contract. */
type Show = (content: CustomerDisplay | null) => void;

// The page of the customer display hears what to show, and can ask for nothing ([X53]).
if (location.origin === customerDisplayOrigin) {
  contextBridge.exposeInMainWorld("customerDisplay", {
    onShow: (show: Show) => {
      ipcRenderer.on(customerDisplayChannel, (_event, content: unknown) =>
        show(customerDisplaySchema.safeParse(content).data ?? null),
      );
    },
  });
}
