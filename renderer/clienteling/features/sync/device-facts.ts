import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { networkWord } from "#renderer/words/network.ts";
import { say } from "#renderer/words/say.ts";
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
  const app =
    shellVersion === null
      ? appVersion
      : say("deviceFact.with_shell", { app: appVersion, shell: shellVersion });
  const used = usedBytes === null ? null : say("deviceFact.used", { used: megabytes(usedBytes) });
  const pictures =
    pictureBytes === null ? null : say("deviceFact.pictures", { used: megabytes(pictureBytes) });
  return [
    {
      name: say("deviceFact.name"),
      value: enrolment?.deviceName ?? say("deviceFact.not_enrolled"),
    },
    ...(locationName === null ? [] : [{ name: say("deviceFact.location"), value: locationName }]),
    { name: say("deviceFact.server"), value: enrolment?.serverUrl ?? say("deviceFact.none") },
    ...(enrolment === null
      ? []
      : [
          { name: say("deviceFact.device_id"), value: enrolment.deviceId },
          { name: say("deviceFact.device_epoch"), value: String(enrolment.deviceEpoch) },
        ]),
    {
      name: say("deviceFact.server_epoch"),
      value: status.serverEpoch ?? say("deviceFact.unknown"),
    },
    { name: say("deviceFact.protocol"), value: String(PROTOCOL_VERSION) },
    { name: say("deviceFact.app"), value: app },
    {
      name: say("deviceFact.storage"),
      value: [STORAGE[status.storage], used, pictures].filter((part) => part !== null).join(", "),
    },
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
    { name: say("deviceFact.connection"), value: networkWord(status.connection) },
    { name: say("deviceFact.last_contact"), value: isoOf(lastContactAt) },
    { name: say("deviceFact.pending"), value: String(status.pendingCount) },
    { name: say("deviceFact.oldest"), value: isoOf(oldestPendingAt) },
    { name: say("deviceFact.parked"), value: String(status.parkedCount) },
    { name: say("deviceFact.unreadable"), value: String(quarantined.length) },
  ];
  const lines = [...facts, ...state].map(({ name, value }) => `${name}: ${value}`);
  const named = quarantined
    .slice(0, QUARANTINED_SHOWN)
    .map(({ collection, id, reason }) => `- ${collection} ${id}: ${reason}`);
  return [...lines, ...named].join("\n");
};

const isoOf = (at: number | null): string => (at === null ? "none" : new Date(at).toISOString());

const STORAGE: Readonly<Record<SyncStatus["storage"], string>> = {
  ok: say("deviceFact.protected"),
  unprotected: say("deviceFact.unprotected"),
  degraded: say("deviceFact.no_journal"),
};
