import { z } from "zod";

/** How everything that is held about a person is exported: as data, or as a page to read. */
export const exportFormatSchema = z.enum(["json", "html"]);
export const exportQuerySchema = z.object({ format: exportFormatSchema.optional() });

/** Everything that is held about a person: rows by what they are. */
export const profileExportSchema = z.object({
  profile_id: z.uuid(),
  records: z.record(z.string(), z.array(z.record(z.string(), z.unknown())).readonly()),
});
