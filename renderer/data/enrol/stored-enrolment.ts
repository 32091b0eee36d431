import { z } from "zod";
import { type Enrolment, enrolmentSchema } from "#renderer/data/enrolment.ts";
import type { Secrets } from "#renderer/data/secrets/secrets.ts";
import { parseJson } from "#renderer/http/parse-json.ts";

const storedSchema = z.object({ v: z.literal(1), enrolment: enrolmentSchema, token: z.string() });

export type StoredEnrolment = { readonly enrolment: Enrolment; readonly token: string };

/** The stored enrolment; null if there is none that this version can read. */
export const readEnrolment = async (secrets: Secrets): Promise<StoredEnrolment | null> => {
  const text = await secrets.read();
  return text === null ? null : (storedSchema.safeParse(parseJson(text)).data ?? null);
};

/** Stores the enrolment with its token. */
export const writeEnrolment = (
  secrets: Secrets,
  { enrolment, token }: StoredEnrolment,
): Promise<void> => secrets.write(JSON.stringify({ v: 1, enrolment, token }));
