import type { DeviceId, TenantId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { OverQuota } from "#shared/sync/protocol.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { isUnavailable } from "#sync-server/storage/is-unavailable.ts";
import type { RequestStore } from "#sync-server/store.ts";
import type { Handled } from "./handle-command.ts";
import { type ReceivedCommand, readCommand } from "./read-command.ts";

/** The result of a push. */
export type Pushed = {
  /** One for each command processed, in the order sent. */
  readonly verdicts: readonly Verdict[];
  readonly nextDeviceSeq: number;
};

export type PushRefusal =
  | { readonly reason: "device_revoked" }
  /** The device has sent too much ([S22]). */
  | { readonly reason: OverQuota }
  /** Some elements don't even have an id and a place: messages by field. */
  | {
      readonly reason: "unreadable";
      readonly errors: Readonly<Record<string, readonly string[]>>;
    };

export type PushListener = {
  readonly verdict?: (kind: string, verdict: Verdict) => void;
  /** A command made the server fail: a bug. */
  readonly undecided?: (error: unknown) => void;
};

type PushDeps = {
  readonly store: RequestStore;
  readonly tenantId: TenantId;
  readonly deviceId: DeviceId;
  /** Which command the device says it made last; null if its contact needn't be recorded ([S8]). */
  readonly contact: number | null;
};

/**
 * Handles a device's commands in the order sent, one transaction each ([S2]). The first one also
 * records the contact. Stops at a gap, and if the device must enrol again ([S15]); commands before
 * that stay processed.
 */
export const push = async (
  deps: PushDeps,
  sent: readonly unknown[],
  on: PushListener = {},
): Promise<Result<Pushed, PushRefusal>> => {
  const commands = readAll(sent, deps.deviceId);
  if (!commands.ok) return err({ reason: "unreadable", errors: commands.error });

  const verdicts: Verdict[] = [];
  let nextDeviceSeq = 1;
  for (const [index, received] of commands.value.entries()) {
    const contact = index === 0 ? deps.contact : null;
    const handled = await take({ ...deps, contact }, received, on);
    if (handled.status === "revoked") return err({ reason: "device_revoked" });
    if (handled.status === "over") return err({ reason: handled.limit });
    nextDeviceSeq = handled.nextDeviceSeq;
    if (handled.status === "gap") break;
    verdicts.push(handled.verdict);
    on.verdict?.(received.kind, handled.verdict);
    if (handled.mustEnrol) break;
  }
  return ok({ verdicts, nextDeviceSeq });
};

/**
 * Handles one command. If the server fails on it although the database is fine, it would fail
 * forever and hold up everything behind it, so it is parked like an unreadable one ([S7]).
 */
const take = async (
  { store, tenantId, deviceId, contact }: PushDeps,
  received: ReceivedCommand,
  on: PushListener,
): Promise<Handled> => {
  const actor = `device:${deviceId}` as const;
  try {
    return await store.write("handleCommand", tenantId, { deviceId, received, contact }, actor);
  } catch (error) {
    if (isUnavailable(error) || received.reading.status === "unreadable") throw error;
    on.undecided?.(error);
    const reading = { status: "unreadable", reason: null, detail: UNDECIDED } as const;
    const parked = { deviceId, received: { ...received, reading }, contact };
    return store.write("handleCommand", tenantId, parked, actor);
  }
};

const UNDECIDED = "The server failed on this command and stored it unprocessed. Tell head office.";

const readAll = (
  sent: readonly unknown[],
  deviceId: DeviceId,
): Result<readonly ReceivedCommand[], Readonly<Record<string, readonly string[]>>> => {
  const commands: ReceivedCommand[] = [];
  const errors: Record<string, readonly string[]> = {};
  for (const [index, element] of sent.entries()) {
    const received = readCommand(element, deviceId);
    if (received.ok) commands.push(received.value);
    else {
      for (const [field, messages] of Object.entries(received.error)) {
        errors[["commands", index, field].filter((part) => part !== "").join(".")] = messages;
      }
    }
  }
  return Object.keys(errors).length > 0 ? err(errors) : ok(commands);
};
