import { profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import { exportHtml } from "#sync-server/merging/export-html.ts";
import { exportProfile } from "#sync-server/merging/export-profile.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/**
 * `npm run export -- --profile ID [--format html]`: prints everything that is held about a person,
 * as JSON or as a page, to answer an access request ([I19]).
 */
const main = async (): Promise<Result<string, string>> => {
  const line = readCommandLine(process.argv.slice(2), ["profile", "format"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const id = profileIdSchema.safeParse(own.profile);
  if (!id.success) return err("--profile isn't the id of a profile.");
  const format = own.format ?? "json";
  if (format !== "json" && format !== "html") return err("--format is json or html.");
  return withStore(config, { create: false }, (store) =>
    store.snapshot(config.tenant, async (deps) => {
      const exported = await exportProfile(deps, id.data);
      if (!exported.ok) return err("There is no such profile.");
      const { profileId: profile_id, records } = exported.value;
      return ok(
        format === "html"
          ? exportHtml(exported.value)
          : JSON.stringify({ profile_id, records }, null, 2),
      );
    }),
  );
};

await report(main());
