import { contextBridge, ipcRenderer } from "electron";
import type { DesktopBridge } from "#shared/desktop/bridge.ts";
import { desktopBridgeVersion, desktopChannel, desktopOrigin } from "#shared/desktop/channel.ts";

const desktop = {
  bridgeVersion: desktopBridgeVersion,
  appInfo: () => ipcRenderer.invoke(desktopChannel("appInfo")),
  journalAppend: (argument) => ipcRenderer.invoke(desktopChannel("journalAppend"), argument),
  journalRead: () => ipcRenderer.invoke(desktopChannel("journalRead")),
  journalCompact: (argument) => ipcRenderer.invoke(desktopChannel("journalCompact"), argument),
  secretGet: (argument) => ipcRenderer.invoke(desktopChannel("secretGet"), argument),
  secretSet: (argument) => ipcRenderer.invoke(desktopChannel("secretSet"), argument),
  secretDelete: (argument) => ipcRenderer.invoke(desktopChannel("secretDelete"), argument),
  displayOpen: (argument) => ipcRenderer.invoke(desktopChannel("displayOpen"), argument),
  displayClose: () => ipcRenderer.invoke(desktopChannel("displayClose")),
  displayShow: (argument) => ipcRenderer.invoke(desktopChannel("displayShow"), argument),
} satisfies DesktopBridge;

if (location.origin === desktopOrigin) contextBridge.exposeInMainWorld("desktop", desktop);
