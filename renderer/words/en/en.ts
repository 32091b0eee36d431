import { customer } from "./customer.ts";
import { frame } from "./frame.ts";
import { purchases } from "./purchases.ts";

/** Everything that the store app says, in English. One part for each feature. */
export const en = { customer, frame, purchases } as const;
