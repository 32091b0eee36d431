import { z } from "zod";

/** The most characters in the name of a region. */
export const REGION_MAX = 64;

/**
 * A region by its handle: the one name under which locations, profiles, definitions and rates refer
 * to it, whether head office has declared it or not (DOMAIN §2.7, §14.3).
 */
export const regionSchema = z.string().min(1).max(REGION_MAX);

/**
 * Whether what is for one region, or for all of them (null), is for a profile or sale in this one.
 * What is in none (null) has only what is for all.
 */
export const isForRegion = (
  of: { readonly region: string | null },
  region: string | null,
): boolean => of.region === null || of.region === region;
