import { z } from "zod";

export const tokenKindSchema = z.enum(["api", "dev"]);
export type TokenKind = z.infer<typeof tokenKindSchema>;

/**
 * The one API that each kind of token opens: `dev` is the token of an enrolled device. A new kind
 * breaks the build here until it has one.
 */
export const TOKEN_PLANES: Readonly<Record<TokenKind, "v3" | "sync">> = { api: "v3", dev: "sync" };
export type TokenPlane = (typeof TOKEN_PLANES)[TokenKind];
