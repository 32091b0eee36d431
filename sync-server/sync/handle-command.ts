import type { DeviceId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Command, profileIdOf } from "#shared/sync/command.ts";
import { atRiskCentsOf } from "#shared/sync/command-kind.ts";
import type { OverQuota } from "#shared/sync/protocol.ts";
import { type Verdict, verdictSchema } from "#shared/sync/verdict.ts";
import { holdsTooMuch } from "#sync-server/access/holds-too-much.ts";
import {
  readCommandContacts,
  recordContact,
} from "#sync-server/storage/access/device-contact-store.ts";
import {
  lockDevice,
  setDeviceState,
  takeDevicePlace,
} from "#sync-server/storage/access/device-store.ts";
import type { Device } from "#sync-server/storage/access/device-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import {
  appendCommand,
  type CommandRecord,
  type CommandReferences,
  readCommandReferences,
} from "#sync-server/storage/sync/command-store.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";
import { decideCommand } from "./decide-command.ts";
import type { Reach } from "./device-reach.ts";
import { judgedAt } from "./judged-at.ts";
import type { ReceivedCommand } from "./read-command.ts";
import { type Outcome, verdictOf } from "./verdict.ts";

/** The result of one command of a push. */
export type Handled =
  | {
      readonly status: "answered";
      /** Repeats get the same one ([S5]). */
      readonly verdict: Verdict;
      readonly nextDeviceSeq: number;
      /**
       * The device's identity was used twice, so the rest of this push is not processed ([S15]).
       */
      readonly mustEnrol: boolean;
    }
  /** An earlier number hasn't arrived yet ([S2]). */
  | { readonly status: "gap"; readonly nextDeviceSeq: number }
  /** The device has sent too much ([S22]). */
  | { readonly status: "over"; readonly limit: OverQuota; readonly nextDeviceSeq: number }
  | { readonly status: "revoked" };

/**
 * Handles one command of a device, in one transaction: finds its place in the device's order
 * ([S2]), repeats the first answer to a repeat ([S5]), decides, and writes the verdict, which is
 * itself a fact. `contact` is the command that the device says it made last, if that is to be
 * recorded ([S8]).
 */
export const handleCommand = async (
  deps: WriteDeps,
  input: {
    readonly deviceId: DeviceId;
    readonly received: ReceivedCommand;
    readonly contact: number | null;
  },
): Promise<Handled> => {
  const { deviceId, received, contact } = input;
  const handled = await handleInOrder(deps, deviceId, received);
  // Afterwards, since it is about the commands that come next.
  if (contact !== null && handled.status !== "revoked") {
    const { nextDeviceSeq } = handled;
    await recordContact(deps, deviceId, { lastMade: contact, nextDeviceSeq });
  }
  return handled;
};

const handleInOrder = async (
  deps: WriteDeps,
  deviceId: DeviceId,
  received: ReceivedCommand,
): Promise<Handled> => {
  const place = { epoch: received.envelope.deviceEpoch, seq: received.envelope.deviceSeq };

  const { moved, device, references } = await lockAndReadReferences(deps, deviceId, received);
  if (!device || !DEVICE_STATES[device.state].maySend) return { status: "revoked" };

  const { nextDeviceSeq } = device;
  const isInOrder = !received.isForeign && place.epoch === device.epoch;
  if (isInOrder && place.seq > nextDeviceSeq) return { status: "gap", nextDeviceSeq };
  if (references.answered) {
    const isRepeat = references.answered.bodyHash === received.bodyHash;
    const verdict = isRepeat
      ? verdictSchema.parse(references.answered.verdict)
      : verdictAt(deps, received, { status: "refused", reason: "id_reused", detail: ID_REUSED });
    return { status: "answered", verdict, nextDeviceSeq, mustEnrol: false };
  }
  if (isInOrder && !moved) {
    if (place.seq === nextDeviceSeq) return { status: "over", limit: "over_quota", nextDeviceSeq };
    await setDeviceState(deps, deviceId, "must_enrol");
    deps.happened({ kind: "device.must-enrol", profileId: null, context: { deviceId } });
    const verdict = verdictAt(deps, received, {
      status: "refused",
      reason: "sequence_taken",
      detail: SEQUENCE_TAKEN,
    });
    return { status: "answered", verdict, nextDeviceSeq, mustEnrol: true };
  }
  if (!moved && (await holdsTooMuch(deps, deviceId))) {
    return { status: "over", limit: "over_unplaced", nextDeviceSeq };
  }
  const verdict = await answer(deps, device, received, references, moved ? place : null);
  return { status: "answered", verdict, nextDeviceSeq, mustEnrol: false };
};

/**
 * Locks the device's row, moves it on if this command's place is next, and looks up what the
 * command refers to. The lookup must happen under the lock: another request with the same command
 * may have been answered while this one waited.
 */
const lockAndReadReferences = async (
  deps: WriteDeps,
  deviceId: DeviceId,
  received: ReceivedCommand,
) => {
  const { deviceEpoch: epoch, deviceSeq: seq } = received.envelope;
  const bytes = Buffer.byteLength(received.body);
  if (!received.isForeign) {
    // Sent together; the database runs them in this order.
    const [moved, references] = await Promise.all([
      takeDevicePlace(deps, deviceId, { epoch, seq, bytes }),
      readCommandReferences(deps, namedBy(deviceId, received)),
    ]);
    if (moved) return { moved, device: moved, references };
  }
  const device = await lockDevice(deps, deviceId);
  // The previous command may have been handled while this one waited for the row.
  const isNext = !received.isForeign && device?.epoch === epoch && device.nextDeviceSeq === seq;
  const moved = isNext ? await takeDevicePlace(deps, deviceId, { epoch, seq, bytes }) : null;
  const references = await readCommandReferences(deps, namedBy(deviceId, received));
  return { moved, device: moved ?? device, references };
};

const ID_REUSED =
  "commandId: was already used with another body. The first one counts; send this command under a new id.";
const SEQUENCE_TAKEN =
  "deviceSeq: another command has this place, so two devices share one identity. Enrol this device again.";
const FOREIGN_EPOCH = "deviceEpoch: isn't the epoch of this device's enrolment.";

/** Decides, and writes the command, the verdict and the verdict fact. */
const answer = async (
  deps: WriteDeps,
  device: Device,
  received: ReceivedCommand,
  references: CommandReferences,
  place: { readonly epoch: number; readonly seq: number } | null,
): Promise<Verdict> => {
  const { commandId } = received.envelope;
  const { reading } = received;
  const contacts = await readCommandContacts(deps, device.id, received.envelope.deviceSeq);
  const recorded = { ...contacts, enrolledAt: device.enrolledAt, receivedAt: deps.now };
  const judged =
    reading.status === "read"
      ? judgedAt(reading.command, recorded)
      : { at: deps.now, wasClamped: false };
  const reach = place && { device, references, place, at: judged.at, contactAt: contacts.beforeAt };
  const outcome = await outcomeOf(deps, received, reach);
  const verdict = verdictAt(deps, received, outcome, judged.wasClamped);
  deps.touched({ collection: "verdicts", docId: commandId, scope: device.id, locationId: null });
  const { profileId } = received.names;
  const said = isGone(outcome, references) ? NOTHING_SAID : received;
  await appendCommand(deps, {
    commandId,
    deviceId: device.id,
    place,
    kind: received.kind,
    bodyHash: received.bodyHash,
    body: said.body,
    about: {
      ...said.names,
      profileId,
      answerProfileId: verdict.profileId === profileId ? null : verdict.profileId,
    },
    atRisk: atRiskOf(received, references),
    verdict,
  });
  return verdict;
};

const NOTHING_SAID = { body: "{}", names: { email: null, mobilePhone: null } } as const;

/** Whether the person was erased, perhaps while this waited: nothing said of them is kept. */
const isGone = (outcome: Outcome, { isProfileErased }: CommandReferences): boolean =>
  isProfileErased || (outcome.status === "refused" && outcome.reason === "profile_deleted");

const outcomeOf = async (
  deps: WriteDeps,
  { reading }: ReceivedCommand,
  /** Null for a command without a place. */
  reach: Reach | null,
): Promise<Outcome> => {
  if (reading.status === "unreadable") {
    return { status: "parked", reason: reading.reason, detail: reading.detail };
  }
  if (reach === null) return { status: "parked", reason: "invalid_body", detail: FOREIGN_EPOCH };
  return decideCommand(causedBy(deps, reading.command, reach.at), reading.command, reach);
};

/** What a command gave away before the server had agreed, and to whom as the device knew them. */
const atRiskOf = (
  { reading }: ReceivedCommand,
  { heldProfileId: profileId }: CommandReferences,
): CommandRecord["atRisk"] => {
  const cents = reading.status === "read" ? atRiskCentsOf(reading.command) : null;
  return cents === null || profileId === null ? null : { cents, profileId };
};

/** Adds the command and its time to every event of the write, unless an event has its own. */
const causedBy = (deps: WriteDeps, { commandId }: Command, occurredAt: Instant): WriteDeps => ({
  ...deps,
  happened: (...events) => {
    const cause = { commandId, occurredAt };
    deps.happened(...events.map((event) => ({ ...cause, ...event })));
  },
});

const verdictAt = (
  deps: WriteDeps,
  received: ReceivedCommand,
  outcome: Outcome,
  wasClamped = false,
): Verdict => verdictOf(received.envelope.commandId, outcome, { wasClamped, recordedAt: deps.now });

const namedBy = (deviceId: DeviceId, { envelope, reading }: ReceivedCommand) => ({
  deviceId,
  commandId: envelope.commandId,
  profileId: reading.status === "read" ? profileIdOf(reading.command) : null,
  staffId: reading.status === "read" ? reading.command.staffId : null,
  locationId: reading.status === "read" ? reading.command.locationId : null,
});
