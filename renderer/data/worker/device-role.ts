/** What a worker of the device does. It is the worker's name. */
export type DeviceRole = "cache" | "outbox";
