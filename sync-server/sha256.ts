import { hash } from "node:crypto";
import type { Sha256 } from "#shared/ledger/hash-chain.ts";

/** What `sha256Hex` in `shared/` is, by Node. */
export const sha256: Sha256 = (text) => hash("sha256", text, "hex");
