import { lookup } from "node:dns";
import { isIPv6, type LookupFunction } from "node:net";

/**
 * Whether `request-filtering-agent`, which knows which IPv4 addresses are public, may judge an
 * address (sync [S27]). Of IPv6 it may only do so where public addresses are (2000::/3): others can
 * hold one of IPv4, and it doesn't recognise all of them, such as `::169.254.169.254`.
 */
export const isGlobal = (address: string): boolean =>
  !isIPv6(address) || /^[23][\da-f]{3}:/i.test(address);

/** Looks up a name. It isn't found if one of its addresses is IPv6 and can't be public. */
export const lookupGlobal: LookupFunction = (name, options, answer) =>
  lookup(name, options, (error, found, family) => {
    const addresses = [found ?? []]
      .flat()
      .map((one) => (typeof one === "string" ? one : one.address));
    const isRefused = !addresses.every(isGlobal);
    answer(error ?? (isRefused ? new Error("not a public address") : null), found, family);
  });
