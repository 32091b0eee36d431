import { z } from "zod";

export const tokenKindSchema = z.enum(["api", "dev"]);
export type TokenKind = z.infer<typeof tokenKindSchema>;

/**
 * The plane that each kind of token opens, and no other: `dev` is the token of one enrolled device.
 * A new kind breaks the build here until it has its plane.
 */
export const TOKEN_PLANES: Readonly<Record<TokenKind, "v3" | "sync">> = { api: "v3", dev: "sync" };
export type TokenPlane = (typeof TOKEN_PLANES)[TokenKind];
