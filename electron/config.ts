import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** What the shell can be started with: `--name=value`, or the environment. */
export type ShellConfig = {
  /** The sync server's origin, for a device that isn't enrolled yet. */
  readonly serverUrl: string | null;
  /** A one-time code that enrols this device. */
  readonly enrolCode: string | null;
  /** Folder for all data of this device. Null: the system's usual place. */
  readonly userData: string | null;
};

const serverOriginSchema = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === "/" && !url.search && !url.hash && !url.username, {
    error: "must be an origin such as https://loyalty.example.com, without a path",
  })
  .transform((url) => url.origin);

const settings = {
  serverUrl: { flag: "--server-url", env: "REGULARS_SERVER_URL", schema: serverOriginSchema },
  enrolCode: {
    flag: "--enrol-code",
    env: "REGULARS_ENROL_CODE",
    schema: z.string().min(1).max(200),
  },
  userData: {
    flag: "--user-data",
    env: "REGULARS_USER_DATA",
    schema: z
      .string()
      .min(1)
      .transform((path) => (isAbsolute(path) ? path : resolve(path))),
  },
} as const;

/**
 * Reads the shell's configuration. An argument wins over the environment. A value that can't be
 * used is refused with one line that names it and says what to write.
 */
export const readShellConfig = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<ShellConfig, string> => {
  const config: { -readonly [K in keyof ShellConfig]: ShellConfig[K] } = {
    serverUrl: null,
    enrolCode: null,
    userData: null,
  };
  for (const name of ["serverUrl", "enrolCode", "userData"] as const) {
    const { flag, env: variable, schema } = settings[name];
    const argument = argv.findLast((item) => item.startsWith(`${flag}=`));
    const text = argument?.slice(flag.length + 1) ?? env[variable] ?? "";
    if (text === "") continue;

    const parsed = schema.safeParse(text);
    if (!parsed.success) {
      const source = argument === undefined ? variable : flag;
      return err(`${source}: ${parsed.error.issues[0]?.message ?? "can't be used"}`);
    }
    config[name] = parsed.data;
  }
  return ok(config);
};
