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
      : say("sync.fact.with_shell", { app: appVersion, shell: shellVersion });
  const used = usedBytes === null ? null : say("sync.fact.used", { used: megabytes(usedBytes) });
  const pictures =
    pictureBytes === null ? null : say("sync.fact.pictures", { used: megabytes(pictureBytes) });
  return [
    { name: say("sync.fact.name"), value: enrolment?.deviceName ?? say("sync.fact.not_enrolled") },
    ...(locationName === null ? [] : [{ name: say("sync.fact.location"), value: locationName }]),
    { name: say("sync.fact.server"), value: enrolment?.serverUrl ?? say("sync.fact.none") },
    ...(enrolment === null
      ? []
      : [
          { name: say("sync.fact.device_id"), value: enrolment.deviceId },
          { name: say("sync.fact.device_epoch"), value: String(enrolment.deviceEpoch) },
        ]),
    { name: say("sync.fact.server_epoch"), value: status.serverEpoch ?? say("sync.fact.unknown") },
    { name: say("sync.fact.protocol"), value: String(PROTOCOL_VERSION) },
    { name: say("sync.fact.app"), value: app },
    {
      name: say("sync.fact.storage"),
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
    { name: say("sync.fact.connection"), value: networkWord(status.connection) },
    { name: say("sync.fact.last_contact"), value: isoOf(lastContactAt) },
    { name: say("sync.fact.pending"), value: String(status.pendingCount) },
    { name: say("sync.fact.oldest"), value: isoOf(oldestPendingAt) },
    { name: say("sync.fact.parked"), value: String(status.parkedCount) },
    { name: say("sync.fact.unreadable"), value: String(quarantined.length) },
  ];
  const lines = [...facts, ...state].map(({ name, value }) => `${name}: ${value}`);
  const named = quarantined
    .slice(0, QUARANTINED_SHOWN)
    .map(({ collection, id, reason }) => `- ${collection} ${id}: ${reason}`);
  return [...lines, ...named].join("\n");
};

const isoOf = (at: number | null): string => (at === null ? "none" : new Date(at).toISOString());

const STORAGE: Readonly<Record<SyncStatus["storage"], string>> = {
  ok: say("sync.fact.protected"),
  unprotected: say("sync.fact.unprotected"),
  degraded: say("sync.fact.no_journal"),
};
