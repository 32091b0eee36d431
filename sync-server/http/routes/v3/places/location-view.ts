import { z } from "zod";
import { formatV3 } from "#shared/kernel/time.ts";
import type { LocationRecord } from "#sync-server/storage/location-store.ts";

export const locationViewSchema = z.object({
  id: z.int(),
  type: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  timezone: z.string(),
  country: z.string(),
  region: z.string(),
  external_id: z.string(),
  external_code: z.string().nullable(),
  is_published: z.boolean(),
  is_permanently_closed: z.boolean(),
  address: z.null(),
  normal_hours: z.array(z.never()),
  special_hours: z.array(z.never()),
  created_at: z.string(),
  updated_at: z.string(),
});
export type LocationView = z.infer<typeof locationViewSchema>;

/** A location in the API's words. Addresses and hours are not there yet. */
export const locationView = (location: LocationRecord): LocationView => ({
  id: location.id,
  type: location.type,
  name: location.name,
  description: location.description,
  phone: location.phone,
  email: location.email,
  timezone: location.timezone,
  country: location.country,
  region: location.region,
  external_id: location.externalId,
  external_code: location.externalCode,
  is_published: location.isPublished,
  is_permanently_closed: location.isPermanentlyClosed,
  address: null,
  normal_hours: [],
  special_hours: [],
  created_at: formatV3(location.createdAt),
  updated_at: formatV3(location.updatedAt),
});
