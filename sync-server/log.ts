/** The log as jobs write to it: fields, and what happened. Never personal data. */
export type Log = Readonly<Record<"error" | "info", (fields: object, message: string) => void>>;
