import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Replaces a file in one step: after a crash it holds either the old content or the new, whole. */
export const replaceFile = async (path: string, bytes: Uint8Array): Promise<void> => {
  const next = `${path}.next`;
  const handle = await open(next, "w", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, path);
  await syncFolder(dirname(path));
};

/** Makes a new or renamed file durable by syncing its folder. Windows does that by itself. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
