import { rm } from "node:fs/promises";
import { join } from "node:path";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import type { Configuration } from "electron-builder";
import { findElectron } from "./electron-runtime.ts";

/**
 * `electron-builder.yml` with the older Electron that the tests use when the real one can't be
 * downloaded. It lacks some of the fuses, so those are left out. It wasn't packed for
 * electron-builder, so extra files beside the app are removed.
 */
const standInPackage = (): Configuration => {
  const runtime = findElectron();
  if (!runtime) throw new Error("No Electron to package with: run `node .ci/electron-runtime.ts`.");
  return {
    extends: "electron-builder.yml",
    electronDist: runtime.distFolder,
    electronVersion: runtime.version,
    beforePack: async ({ packager }) => {
      const wire = await getCurrentFuseWire(runtime.executable);
      const fuses = packager.config.electronFuses;
      if (fuses && !(FuseV1Options.GrantFileProtocolExtraPrivileges in wire)) {
        delete fuses.grantFileProtocolExtraPrivileges;
      }
    },
    afterPack: async ({ appOutDir }) => {
      for (const name of ["default_app.asar", "app-update.yml"]) {
        await rm(join(appOutDir, "resources", name), { force: true });
      }
    },
  };
};

export default standInPackage;
