import { z } from "zod";

/**
 * Who caused an event, by id only ([E5]): an API token, a device, a job of the server, somebody
 * with an enrolment code, or a command run on the server's machine.
 */
export const actorSchema = z.union([
  z.templateLiteral(["token:", z.string()]),
  z.templateLiteral(["device:", z.string()]),
  z.templateLiteral(["job:", z.string()]),
  z.enum(["enrolment-code", "command-line"]),
]);
export type Actor = z.infer<typeof actorSchema>;
