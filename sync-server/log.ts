import pino, { type DestinationStream, type Logger } from "pino";

/** The log as jobs write to it: fields, and what happened. Never personal data. */
export type Log = Readonly<Record<"error" | "info", (fields: object, message: string) => void>>;

/**
 * The log: JSON lines on standard error. No bodies, query strings, headers or addresses, and no
 * error text that might quote input (profile/SPEC.md [I26]): only ids, routes, codes and durations.
 */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ fd: 2, sync: false }),
  );

/**
 * An error without anything it may quote: its kind, codes and frames, the names in a database's
 * complaint, and its message only if that can't contain input.
 */
export const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { ...describeOutage(error), frames: frames.slice(0, 12).map((line) => line.trim()) };
};

/** As `describeError`, without the frames: they say nothing about why a database is down. */
export const describeOutage = (error: unknown): object => {
  if (!(error instanceof Error)) return { kind: typeof error };
  const names = Object.entries(error).filter(([name]) => NAMES.has(name));
  return {
    kind: error.name,
    ...Object.fromEntries(names),
    message: knownMessage(error),
  };
};

/** Why something failed, for a sentence, without anything it may quote. */
export const whyFailed = (error: unknown): string =>
  (error instanceof Error && knownMessage(error)) ||
  Object.values(describeOutage(error))
    .filter((said) => said !== undefined)
    .join(" ");

const knownMessage = ({ message }: Error): string | undefined =>
  KNOWN_MESSAGES.test(message) ? withoutValues(message) : undefined;

/** The fields that Node and PostgreSQL put beside a message: codes and names of ours, no values. */
const NAMES: ReadonlySet<string> = new Set([
  "code",
  "errcode",
  "syscall",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
]);

/** Our own assertions, SQLite's complaints about our tables, and Node's connection errors. */
const KNOWN_MESSAGES =
  /^(?:Assertion failed: |Unreachable: |Cannot read properties of |The writer's thread |The database |No statement |(?:UNIQUE|FOREIGN KEY|CHECK|NOT NULL) constraint failed|no such (?:table|column): |database |disk I\/O error|connect E|read E|write E|Connection terminated|timeout )/;

/** Quoted text, parentheses, addresses and long numbers could still contain input. */
const withoutValues = (message: string): string =>
  message
    .slice(0, 300)
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, "…")
    .replace(/\S*@\S*|\+?\d{4,}/g, "…");
