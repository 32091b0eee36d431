import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { cardNumberOf } from "#shared/incentive/credits/card-number.ts";
import { root } from "./desktop.ts";
import { createHeadOffice, type HeadOffice } from "./head-office.ts";
import type { AppHome } from "./programs.ts";
import { runTool, type ServerProcess, startServerProcess } from "./server-process.ts";

/** The staff at the demo's first location, and the PIN of all demo staff. */
export const STAFF = ["Anna Reid", "Tom Okafor"] as const;
export const PIN = "246810";
/** The gift card of the demo tenant (`sync-server/demo/demo-chain.ts`). */
export const DEMO_CARD = { number: cardNumberOf("135792468013579"), pin: "1357" } as const;
const LOCATION = { externalId: "LDN-01", name: "London Covent Garden" } as const;

/** A chain with its own server in a temporary folder, and ways to set it up. */
export type Shop = {
  readonly server: ServerProcess;
  readonly office: HeadOffice;
  readonly locationId: number;
  /** A new, empty device that a code enrols at the location. */
  readonly newDevice: () => Promise<Required<AppHome>>;
  /** Runs the ledger's own verification and returns its output. The server may be running. */
  readonly verifyLedger: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/**
 * Starts a server on a copy of the demo tenant from `global-setup.ts`, with the built apps, or with
 * those in another folder.
 */
export const openShop = async (screens = inject("builtScreens")): Promise<Shop> => {
  const folder = await mkdtemp(join(tmpdir(), "regulars-shop-"));
  const data = join(folder, "server");
  await cp(inject("demoData"), data, { recursive: true });
  const server = await startServerProcess(data, {
    REGULARS_RENDERER: screens,
    REGULARS_DEMO_TILL: join(root, "resources/demo-till"),
  });
  const office = createHeadOffice(server.url, inject("demoToken"));
  const locationId = await office.locationId(LOCATION.externalId);
  let devices = 0;
  return {
    server,
    office,
    locationId,
    newDevice: async () => {
      devices += 1;
      const code = await runTool("enrol-code", ["--data", data, "--location", LOCATION.externalId]);
      return {
        userData: join(folder, `device-${devices}`),
        serverUrl: server.url,
        enrolCode: code.split(/\s+/).at(-1) ?? "",
      };
    },
    verifyLedger: () => runTool("verify", ["--data", data]),
    close: async () => {
      await server.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
};
