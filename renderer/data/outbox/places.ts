import { z } from "zod";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

/** The numbering of commands under the current enrolment: 1, 2, 3… without gaps ([S2]). */
export type Places = {
  /** Null before the device is enrolled. */
  readonly enrolment: () => Enrolment | null;
  /** Continues the numbering of this enrolment after the places of its open commands. */
  readonly setEnrolment: (enrolment: Enrolment, open: readonly OutboxEntry[]) => Promise<void>;
  /** The next free place. It stays free until `moveTo` passes it. */
  readonly next: () => Place;
  readonly moveTo: (deviceSeq: number) => void;
  /** Makes the next free place durable, for when no entry shows it any more. */
  readonly save: () => Promise<void>;
  /** False while the database doesn't know the last place used. Ask the server first. */
  readonly isKnown: () => boolean;
};

type Place = Pick<Enrolment, "deviceId" | "deviceEpoch"> & { readonly deviceSeq: number };

const KEY = "sequence";
const sequenceSchema = z.object({
  deviceId: z.string(),
  deviceEpoch: z.int().positive(),
  nextSeq: z.int().positive(),
});

/** The places of a device's commands; none is known before an enrolment is set. */
export const createPlaces = (values: DeviceValues): Places => {
  let enrolment: Enrolment | null = null;
  let nextSeq = 1;
  let isKnown = false;

  return {
    enrolment: () => enrolment,
    setEnrolment: async (next, open) => {
      enrolment = next;
      const saved = await values.read(KEY, sequenceSchema);
      isKnown = saved?.deviceId === next.deviceId && saved.deviceEpoch === next.deviceEpoch;
      const behindOpen = open
        .filter(({ body }) => isOf(body, next))
        .map(({ body }) => body.deviceSeq + 1);
      nextSeq = Math.max(1, saved && isKnown ? saved.nextSeq : 1, ...behindOpen);
    },
    next: () => {
      const { deviceId, deviceEpoch } = assertDefined(enrolment, "the device is enrolled");
      return { deviceId, deviceEpoch, deviceSeq: nextSeq };
    },
    moveTo: (deviceSeq) => {
      nextSeq = Math.max(nextSeq, deviceSeq);
    },
    save: async () => {
      if (!enrolment) return;
      const { deviceId, deviceEpoch } = enrolment;
      await values.write(KEY, { deviceId, deviceEpoch, nextSeq });
      isKnown = true;
    },
    isKnown: () => isKnown,
  };
};

/** Whether a command's place belongs to this enrolment. */
export const isOf = (
  body: OutboxEntry["body"],
  { deviceId, deviceEpoch }: Pick<Enrolment, "deviceId" | "deviceEpoch">,
): boolean => body["deviceId"] === deviceId && body.deviceEpoch === deviceEpoch;
