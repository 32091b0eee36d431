import type { z } from "zod";
import type { RowCollection } from "./outbox-schema.ts";

/** A device's few stored values, by key. Each is parsed by its own schema. */
export type DeviceValues = {
  /** Null if it was never written or can no longer be read. */
  readonly read: <S extends z.ZodType>(key: string, schema: S) => Promise<z.infer<S> | null>;
  readonly write: (key: string, value: unknown) => Promise<void>;
};

/** The values in a collection of rows. */
export const createDeviceValues = (rows: RowCollection): DeviceValues => ({
  read: async (key, schema) => {
    const row = await rows.findOne(key).exec();
    return schema.safeParse(row?.toJSON().body).data ?? null;
  },
  write: async (key, value) => {
    await rows.incrementalUpsert({ id: key, state: "value", body: value });
  },
});
