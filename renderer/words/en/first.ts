import { enrol } from "./enrol.ts";
import { format } from "./format.ts";
import { frame } from "./frame.ts";
import { scanOffer } from "./scan-offer.ts";
import { signIn } from "./sign-in.ts";
import { sync } from "./sync.ts";
import { till } from "./till.ts";
import { titles } from "./titles.ts";

/** What is said before any lazy part is loaded, and by what all apps share. */
export const first = {
  enrol,
  format,
  frame,
  scanOffer,
  signIn,
  sync,
  till,
  titles,
} as const;
