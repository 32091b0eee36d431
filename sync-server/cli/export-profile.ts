import { exportFormatSchema } from "#shared/api/profile/export.ts";
import { unreachable } from "#shared/kernel/assert.ts";
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
  const format = exportFormatSchema.safeParse(own.format ?? "json").data;
  if (!format) return err("--format is json or html.");
  return withStore(config, { create: false }, (store) =>
    store.snapshot(config.tenant, async (deps) => {
      const exported = await exportProfile(deps, id.data);
      if (!exported.ok) return err("There is no such profile.");
      const { profileId: profile_id, records } = exported.value;
      switch (format) {
        case "json":
          return ok(JSON.stringify({ profile_id, records }, null, 2));
        case "html":
          return ok(exportHtml(exported.value));
        default:
          return unreachable(format);
      }
    }),
  );
};

await report(main());
