import { z } from "zod";

/** The answer to an issue: the number of the lot. */
export const issuedSchema = z.object({ number: z.int() });
export type Issued = Readonly<z.infer<typeof issuedSchema>>;
