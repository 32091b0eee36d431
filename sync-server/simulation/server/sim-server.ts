import { z } from "zod";
import { type DeviceId, type TenantId, tenantIdSchema } from "#shared/kernel/ids.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { type Verdict, verdictSchema } from "#shared/sync/verdict.ts";
import type { Clock } from "#sync-server/clock.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import type { ContactMade, History } from "#sync-server/simulation/world/history.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import type { Write } from "#sync-server/storage/sql.ts";
import type { SimDatabase } from "./sim-database.ts";
import { CRASH, openSimStore, type SimStore } from "./sim-store.ts";
import { type PortOf, sentSchema } from "./sync-port.ts";

/** The server of a simulated world: real writes on a real database, with crashes and restarts. */
export type SimServer = {
  readonly store: SimStore;
  readonly clock: Clock;
  /** Answers a device; null if the server died in the process, or isn't running. */
  readonly handle: (deviceId: DeviceId, requestText: string) => Promise<string | null>;
  /** A write that doesn't come from a device; null if the server died in the process. */
  readonly write: <Input, Output>(
    write: Write<Input, Output>,
    input: Input,
  ) => Promise<Output | null>;
  readonly crashAfter: (writes: number) => void;
  readonly restart: () => Promise<void>;
  /** Makes a backup, the first time that it's called. */
  readonly backUp: () => Promise<void>;
  readonly backup: () => SimDatabase | null;
  readonly shiftClock: (ms: number) => void;
};

const SIM_TENANT: TenantId = tenantIdSchema.parse("simulation");

export const createSimServer = (deps: {
  readonly database: SimDatabase;
  readonly schedule: Schedule;
  readonly random: Seeded;
  readonly history: History;
  /** Creates the way in which devices reach it: calls in this process, or HTTP. */
  readonly portOf: PortOf;
}): SimServer => {
  const { database, schedule, random, history } = deps;
  let offMs = 0;
  const clock = (): Instant => addMs(schedule.now(), offMs);
  const onCommitted = async (name: string, output: unknown): Promise<void> => {
    if (name === "handleCommand") await observeVerdict(store, history, schedule.now(), output);
  };
  const store = openSimStore({ database, tenantId: SIM_TENANT, clock, random, onCommitted });
  const fail = (error: unknown): void => {
    if (error === CRASH) return;
    history.violate(`[S14] the server threw: ${error instanceof Error ? error.stack : error}`);
  };
  const port = deps.portOf(store, clock, fail);

  let backup: SimDatabase | null = null;
  const note = (text: string): void => history.note(schedule.now(), `server: ${text}`);
  /** Restarts a server that has died, as its supervisor would. */
  const alive = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      fail(error);
      if (error !== CRASH) return null;
      note("crashed");
      history.count("server crashed");
      await store.restart();
      return null;
    }
  };

  return {
    store,
    clock,
    handle: async (deviceId, requestText) => {
      const { made } = sentSchema.parse(JSON.parse(requestText));
      const verdictsBefore = history.verdicts.size;
      const contact: ContactMade = {
        deviceId,
        made,
        at: clock(),
        verdictsBefore,
        verdictsAfter: null,
      };
      history.contacts.push(contact);
      const answer = await alive(() => port(deviceId, requestText));
      if (answer !== null) contact.verdictsAfter = history.verdicts.size;
      return answer;
    },
    write: (write, input) => alive(() => store.run(write, input)),
    crashAfter: store.crashAfter,
    backUp: async () => {
      backup ??= await store.backUp();
    },
    backup: () => backup,
    restart: async () => {
      note("restarts");
      await store.restart();
    },
    shiftClock: (ms) => {
      offMs += ms;
    },
  };
};

const answeredSchema = z.object({ status: z.literal("answered"), verdict: verdictSchema });

/** Records what was decided, and compares every later answer with the first ([S5]). */
const observeVerdict = async (
  store: SimStore,
  history: History,
  at: Instant,
  output: unknown,
): Promise<void> => {
  const answered = answeredSchema.safeParse(output);
  if (!answered.success) return history.count("gap");
  const { verdict } = answered.data;
  const text = JSON.stringify(verdict);
  const first = history.verdicts.get(verdict.commandId);
  history.note(at, `server: ${first ? "again" : "verdict"} ${text}`);
  if (first) {
    if (first.text !== text) {
      history.violate(`[S5] ${verdict.commandId} was answered ${first.text}, then ${text}`);
    }
    return;
  }
  history.verdicts.set(verdict.commandId, { text, decision: history.verdicts.size });
  await observeOrder(store, history, verdict);
};

const observeOrder = async (store: SimStore, history: History, verdict: Verdict): Promise<void> => {
  const command = history.made.get(verdict.commandId)?.command;
  if (command) {
    const decided = history.decided.get(command.deviceId) ?? [];
    history.decided.set(command.deviceId, [...decided, verdict.commandId]);
  }
  if (command?.kind === "create_profile" && verdict.status === "accepted") {
    history.created.push(command.profileId);
  }
  if (command?.kind === "edit_profile" && verdict.status === "accepted" && verdict.profileId) {
    history.edits.push({ profileId: verdict.profileId, changes: command.changes });
  }
  if (verdict.isOverruling) history.count("edit overruled another");
  if (verdict.reason !== "insufficient_balance" || !verdict.profileId) return;
  const { version } = await readAccount(store.readDeps(), verdict.profileId);
  history.shortAnswers.push({ verdict, accountVersion: version });
};
