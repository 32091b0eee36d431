import type { DeviceId } from "#shared/kernel/ids.ts";
import type { History } from "./history.ts";
import type { Scenario } from "./scenario.ts";
import type { Schedule } from "./schedule.ts";
import type { Seeded } from "./seeded.ts";

/** The network between the devices and the server. */
export type Network = {
  /** Sends a request. Its answer arrives once, or never; callers must set their own timeout. */
  readonly send: (
    deviceId: DeviceId,
    requestText: string,
    onAnswer: (answerText: string) => void,
  ) => void;
  /** Cuts a device off, or connects it again. */
  readonly setLink: (deviceId: DeviceId, isUp: boolean) => void;
  readonly isUp: (deviceId: DeviceId) => boolean;
  /**
   * From now on everything arrives at once and in order; messages already under way arrive as
   * planned.
   */
  readonly heal: () => void;
};

const LATENCY_MEAN_MS = 120;
const LATE_MEAN_MS = 2 * 3_600_000;

/**
 * Loses requests and answers, delivers requests twice, and delays some for minutes or hours, so
 * that they arrive after later ones, all according to the scenario.
 */
export const createNetwork = (deps: {
  readonly schedule: Schedule;
  readonly random: Seeded;
  readonly scenario: Scenario;
  readonly history: History;
  readonly serve: (deviceId: DeviceId, requestText: string) => Promise<string | null>;
}): Network => {
  const { schedule, random, history, serve } = deps;
  let { lossShare, duplicateShare, lateShare } = deps.scenario.network;
  const cut = new Set<DeviceId>();
  const note = (text: string): void => history.note(schedule.now(), `network: ${text}`);

  const latencyMs = (): number =>
    random.chance(lateShare) ? random.waitMs(LATE_MEAN_MS) : random.waitMs(LATENCY_MEAN_MS);

  const deliver = (
    deviceId: DeviceId,
    requestText: string,
    onAnswer: (answerText: string) => void,
  ): void => {
    schedule.after(latencyMs(), async () => {
      const answer = await serve(deviceId, requestText);
      if (answer === null || random.chance(lossShare)) return;
      schedule.after(latencyMs(), () => {
        if (cut.has(deviceId)) note(`an answer to ${deviceId} is lost`);
        else onAnswer(answer);
      });
    });
  };

  return {
    send: (deviceId, requestText, onAnswer) => {
      if (cut.has(deviceId)) return;
      if (random.chance(lossShare)) note(`a request of ${deviceId} is lost`);
      else deliver(deviceId, requestText, onAnswer);
      // The sender doesn't know about the second one, so its answer goes nowhere.
      if (random.chance(duplicateShare)) deliver(deviceId, requestText, () => undefined);
    },
    setLink: (deviceId, isUp) => {
      if (isUp) cut.delete(deviceId);
      else cut.add(deviceId);
      note(`${deviceId} is ${isUp ? "connected" : "cut off"}`);
    },
    isUp: (deviceId) => !cut.has(deviceId),
    heal: () => {
      lossShare = 0;
      duplicateShare = 0;
      lateShare = 0;
      cut.clear();
    },
  };
};
