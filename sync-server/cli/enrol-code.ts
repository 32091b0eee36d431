import { locationIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import type { ServerConfig } from "#sync-server/config.ts";
import {
  findNamedLocation,
  locationStore,
} from "#sync-server/storage/organisation/location-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { Store } from "#sync-server/store.ts";
import { enrolmentCodeHash, newEnrolmentCode } from "#sync-server/sync/enrolment-code.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/** `npm run enrol-code -- --location X [--hours N]`: prints a code that enrols one device there. */
const main = async (): Promise<Result<string, string>> => {
  const line = readCommandLine(process.argv.slice(2), ["location", "hours"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const { location = "", hours = "24" } = own;
  if (location === "")
    return err("--location is missing. Write the external id or the number of a location.");
  if (!/^[1-9]\d{0,2}$/.test(hours))
    return err("--hours can't be used. Write a whole number from 1 to 999.");
  return withStore(config, { create: true }, (store) =>
    makeCode(store, config, location, Number(hours)),
  );
};

const HOUR_MS = 3_600_000;

const makeCode = async (
  store: Store,
  { tenant }: ServerConfig,
  locationText: string,
  hours: number,
): Promise<Result<string, string>> => {
  const location = await locationOf(store.read(tenant), locationText);
  if (!location) {
    return err(`There is no location ${locationText}. Write the external id or the number of one.`);
  }
  const code = newEnrolmentCode();
  const made = await store.write("createEnrolmentCode", tenant, {
    codeHash: enrolmentCodeHash(code),
    locationId: location.id,
    validForMs: hours * HOUR_MS,
  });
  return made.ok
    ? ok(`Enrols one device at ${location.name} within ${hours} hours: ${code}`)
    : err(`There is no location ${locationText} any more.`);
};

const locationOf = async (deps: ReadDeps, text: string): Promise<LocationRecord | null> =>
  (await findNamedLocation(deps, text)) ??
  (/^\d{1,9}$/.test(text) && Number(text) > 0
    ? await locationStore.read(deps, locationIdSchema.parse(Number(text)))
    : null);

await report(main());
