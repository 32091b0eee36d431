import { parseArgs } from "node:util";
import { z } from "zod";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { environment, type ServerConfig, serverConfigSchema, settings } from "./config.ts";

/**
 * Reads the configuration. An argument overrides the environment. Refuses with one line that names
 * the setting and says what to write.
 */
export const readServerConfig = (
  argv: readonly string[],
  env = environment,
): Result<ServerConfig, string> => {
  const line = readCommandLine(argv, [], env);
  return line.ok ? ok(line.value.config) : line;
};

/** The arguments of a command: its own, as text, and the server's configuration. */
export type CommandLine<Own extends string> = {
  readonly own: Readonly<Partial<Record<Own, string>>>;
  readonly config: ServerConfig;
};

/** As `readServerConfig`, for a command that takes flags of its own besides the server's. */
export const readCommandLine = <Own extends string>(
  argv: readonly string[],
  ownFlags: readonly Own[],
  env = environment,
): Result<CommandLine<Own>, string> => {
  const read = readArguments(argv, ownFlags);
  if (!read.ok) return read;
  const args = read.value;

  const texts = Object.fromEntries(
    settings().flatMap(({ name, note }) => {
      const text = (note.flag && args[note.flag.slice(2)]) || env[note.env];
      return text ? [[name, text]] : [];
    }),
  );
  const parsed = serverConfigSchema.safeParse(texts);
  if (!parsed.success) return err(refusalOf(parsed.error, args));
  const own: Partial<Record<Own, string>> = {};
  for (const flag of ownFlags) {
    const value = args[flag];
    if (value !== undefined) own[flag] = value;
  }
  return ok({ own, config: parsed.data });
};

/**
 * As `readCommandLine`, for a command that shows a server's log to people: warnings, if not set.
 */
export const readQuietCommandLine = <Own extends string>(
  argv: readonly string[],
  ownFlags: readonly Own[],
  env = environment,
): Result<CommandLine<Own>, string> =>
  readCommandLine(argv, ownFlags, { REGULARS_LOG_LEVEL: "warn", ...env });

const readArguments = (
  argv: readonly string[],
  ownFlags: readonly string[],
): Result<Readonly<Record<string, string>>, string> => {
  const serverFlags = settings().flatMap(({ note }) => (note.flag ? [note.flag.slice(2)] : []));
  const flags = [...ownFlags, ...serverFlags];
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(flags.map((flag) => [flag, { type: "string" as const }])),
    });
    return ok(
      Object.fromEntries(
        Object.entries(values).flatMap(([flag, value]) =>
          typeof value === "string" ? [[flag, value]] : [],
        ),
      ),
    );
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? "") : String(error);
    return err(`${why}. This program takes ${flags.map((flag) => `--${flag}`).join(", ")}.`);
  }
};

/**
 * Names the first invalid setting by its flag or variable. Never shows the value: it may be a
 * secret.
 */
const refusalOf = (error: z.ZodError, args: Readonly<Record<string, string>>): string => {
  const name = String(error.issues[0]?.path[0] ?? "");
  const note = settings().find((setting) => setting.name === name)?.note;
  if (!note) return z.prettifyError(error);
  const isArgument = note.flag !== null && note.flag.slice(2) in args;
  return `${isArgument ? note.flag : note.env} can't be used. Write ${note.values}.`;
};
