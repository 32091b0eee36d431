import { z } from "zod";

/** One entity: `{ "data": {…} }`. */
export const one = <T extends z.ZodType>(schema: T) => z.object({ data: schema });

const linkSchema = z.object({
  url: z.string().nullable(),
  label: z.string().nullable(),
  active: z.boolean(),
});

/** The query of a list, for the reference; the server parses it with the filters of that list. */
export const listQuerySchema = z
  .looseObject({
    "page[size]": z.string().optional().describe("Rows per page, 1 to 100; defaults to 15."),
    "page[number]": z.string().optional().describe("The page number, from 1."),
    sort: z
      .string()
      .optional()
      .describe("Field names separated by commas; prefix one with `-` for descending order."),
    "filter[search]": z
      .string()
      .optional()
      .describe("Words that must all match, if the list supports search."),
  })
  .describe("`filter[field]=v`, `filter[field][eq|ne|gt|gte|lt|lte|in|nullable]=v`");

/** A page of a list: `{ "data": […], "links": {…}, "meta": {…} }` (DOMAIN §1.2). */
export const pageOf = <T extends z.ZodType>(schema: T) =>
  z.object({
    data: z.array(schema),
    links: z.object({
      first: z.string(),
      last: z.string(),
      prev: z.string().nullable(),
      next: z.string().nullable(),
    }),
    meta: z.object({
      current_page: z.int(),
      from: z.int().nullable(),
      last_page: z.int(),
      links: z.array(linkSchema),
      path: z.string(),
      per_page: z.int(),
      to: z.int().nullable(),
      total: z.int(),
    }),
  });
