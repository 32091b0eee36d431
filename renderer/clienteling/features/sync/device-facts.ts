import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { networkWord } from "#renderer/words/network.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import { PROTOCOL_VERSION } from "#shared/sync/protocol.ts";

export type DeviceFact = { readonly name: string; readonly value: string };

type About = {
  readonly enrolment: Enrolment | null;
  readonly locationName: string | null;
  readonly status: SyncStatus;
  readonly appVersion: string;
  /** Null in a browser. */
  readonly shellVersion: string | null;
  /** Null if the browser doesn't say. */
  readonly usedBytes: number | null;
  /** How much of that pictures are; null if they can't be counted. */
  readonly pictureBytes: number | null;
};

/** What support asks for on the phone, in the order they ask. */
export const deviceFacts = (about: About): readonly DeviceFact[] => {
  const { enrolment, locationName, status, appVersion, shellVersion, usedBytes, pictureBytes } =
    about;
  const app = shellVersion === null ? appVersion : `${appVersion} (desktop ${shellVersion})`;
  const used = usedBytes === null ? "" : `, ${megabytes(usedBytes)} used`;
  const pictures = pictureBytes === null ? "" : `, of it ${megabytes(pictureBytes)} pictures`;
  return [
    { name: "Name", value: enrolment?.deviceName ?? "Not enrolled" },
    ...(locationName === null ? [] : [{ name: "Location", value: locationName }]),
    { name: "Server", value: enrolment?.serverUrl ?? "None" },
    ...(enrolment === null
      ? []
      : [
          { name: "Device id", value: enrolment.deviceId },
          { name: "Device epoch", value: String(enrolment.deviceEpoch) },
        ]),
    { name: "Server epoch", value: status.serverEpoch ?? "Not known yet" },
    { name: "Protocol version", value: String(PROTOCOL_VERSION) },
    { name: "App version", value: app },
    { name: "Storage", value: `${STORAGE[status.storage]}${used}${pictures}` },
  ];
};

const megabytes = (bytes: number): string => `${decimalText(Math.round(bytes / 100_000), 1)} MB`;

/** How many unreadable documents are listed individually. */
export const QUARANTINED_SHOWN = 10;

/**
 * The same plus the state of the sync, as text for a message to support. Contains nothing about any
 * person.
 */
export const supportText = (
  facts: readonly DeviceFact[],
  status: SyncStatus,
  quarantined: readonly QuarantinedFact[],
): string => {
  const { lastContactAt, oldestPendingAt } = status;
  const state: readonly DeviceFact[] = [
    { name: "Connection", value: networkWord(status.connection) },
    { name: "Last contact", value: isoOf(lastContactAt) },
    { name: "Pending", value: String(status.pendingCount) },
    { name: "Oldest pending", value: isoOf(oldestPendingAt) },
    { name: "Parked by the server", value: String(status.parkedCount) },
    { name: "Not readable here", value: String(quarantined.length) },
  ];
  const lines = [...facts, ...state].map(({ name, value }) => `${name}: ${value}`);
  const named = quarantined
    .slice(0, QUARANTINED_SHOWN)
    .map(({ collection, id, reason }) => `- ${collection} ${id}: ${reason}`);
  return [...lines, ...named].join("\n");
};

const isoOf = (at: number | null): string => (at === null ? "none" : new Date(at).toISOString());

const STORAGE: Readonly<Record<SyncStatus["storage"], string>> = {
  ok: "Protected, with journal",
  unprotected: "Not protected by the browser",
  degraded: "Without journal",
};
