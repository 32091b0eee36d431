import { verifiedSchema } from "#shared/api/access/token.ts";
import { declareCall } from "./call.ts";

/** Asks whether the client's token is valid, and what it may do. */
export const verifyToken = declareCall({
  method: "GET",
  path: "/api/v3/auth/verify",
  answer: verifiedSchema,
});
