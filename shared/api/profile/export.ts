import { z } from "zod";

/** How everything that is held about a person is exported. */
export const exportQuerySchema = z.object({ format: z.enum(["json", "html"]).optional() });

/** Everything that is held about a person: rows by what they are. */
export const profileExportSchema = z.object({
  profile_id: z.uuid(),
  records: z.record(z.string(), z.array(z.record(z.string(), z.unknown())).readonly()),
});
