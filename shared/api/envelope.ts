import { z } from "zod";

/** One entity: `{ "data": {…} }`. */
export const one = <T extends z.ZodType>(schema: T) => z.object({ data: schema });

/** The answer to a write: `meta` names the fields of the body that were not kept, if any. */
export const withIgnored = (answer: z.ZodType): z.ZodType =>
  answer instanceof z.ZodObject
    ? answer.extend({ meta: z.object({ ignored: z.array(z.string()) }).optional() })
    : answer;

const linkSchema = z.object({
  url: z.string().nullable(),
  label: z.string().nullable(),
  active: z.boolean(),
});

/** The query of a list, for the reference; the server parses it with the filters of that list. */
export const listQuerySchema = z
  .looseObject({
    "page[size]": z
      .string()
      .optional()
      .describe("Rows per page; defaults to 15. At most 100: `meta.per_page` says how many."),
    "page[number]": z.string().optional().describe("The page number, from 1."),
    limit: z.string().optional().describe("The same as `page[size]`."),
    offset: z
      .string()
      .optional()
      .describe(
        "How many rows to skip, instead of `page[number]`. At most 100,000: to read further, sort by `id` and send the last one as `filter[id][gt]`, which is also how to read a list while rows are added.",
      ),
    sort: z
      .string()
      .optional()
      .describe("Field names separated by commas; prefix one with `-` for descending order."),
    "filter[search]": z
      .string()
      .optional()
      .describe(
        "In a list that can be searched; `search` means the same. Every word must be the start of a word in a name, an identifier or the email address. Phones and identifiers are also found by their last three digits or more, and a customer by a whole receipt number. If few match, a typo in a word or number is allowed. The best matches come first, unless `sort` is given. At most 254 characters. If `meta.search_capped` is true, the search was too broad, and more may match than `meta.total` says.",
      ),
    include: z
      .string()
      .optional()
      .describe("Relations to add to each row, separated by commas, if the list has any."),
  })
  .describe(
    "`filter[field]=v`, `filter[field][eq|ne|gt|gte|lt|lte|in|nullable]=v`. `in` takes values separated by commas, with double quotes around one that has a comma; or each of them as `filter[field][in][]`. An empty value is empty text; only `nullable` asks for what is missing. Where a list has them: `filter[custom_field][namespace][handle]=v` is a custom field with this value, and `filter[json_contains][meta.a.b]=v` has it at this path, or in a list there; both take `eq` and `in`.",
  );

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
      search_capped: z
        .literal(true)
        .optional()
        .describe(
          "Searching or counting stopped at its limit: more rows may match than `total` says. Add a word to narrow a search; page through a list with `links.next`.",
        ),
    }),
  });

/** Which page, from 1, how many rows a page has, and how many rows come before it. */
export type PageNumber = {
  readonly number: number;
  readonly size: number;
  readonly skipped: number;
};

/** One page in its envelope. `path` is the list's own address, `urlOf` that of another page. */
export const pageView = <T>(
  { number, size, skipped }: PageNumber,
  {
    data,
    total,
    isCapped = false,
  }: { readonly data: T[]; readonly total: number; readonly isCapped?: boolean },
  path: string,
  urlOf: (page: number) => string,
) => {
  const lastPage = Math.max(1, Math.ceil(total / size));
  // Beyond the end, the page before is the last one that has anything.
  const prev = number > 1 ? urlOf(Math.min(number - 1, lastPage)) : null;
  const next = number < lastPage ? urlOf(number + 1) : null;
  const from = data.length > 0 ? skipped + 1 : null;
  return {
    data,
    links: { first: urlOf(1), last: urlOf(lastPage), prev, next },
    meta: {
      current_page: number,
      from,
      last_page: lastPage,
      links: [
        { url: prev, label: "&laquo; Previous", active: false },
        ...pagesShown(number, lastPage).map((shown) =>
          shown === null
            ? { url: null, label: "...", active: false }
            : { url: urlOf(shown), label: String(shown), active: shown === number },
        ),
        { url: next, label: "Next &raquo;", active: false },
      ],
      path,
      per_page: size,
      to: from === null ? null : from + data.length - 1,
      total,
      ...(isCapped ? { search_capped: true as const } : {}),
    },
  };
};

/** A page whose numbers stand beside its rows, which one list of the platform has. */
export const flatPageOf = <T extends z.ZodType>(schema: T) =>
  z.object({
    current_page: z.int(),
    data: z.array(schema),
    first_page_url: z.string(),
    from: z.int().nullable(),
    last_page: z.int(),
    last_page_url: z.string(),
    links: z.array(linkSchema),
    next_page_url: z.string().nullable(),
    path: z.string(),
    per_page: z.int(),
    prev_page_url: z.string().nullable(),
    to: z.int().nullable(),
    total: z.int(),
  });

/** The same page in that form. */
export const flatPageView = <T>({ data, links, meta }: ReturnType<typeof pageView<T>>) => {
  const { search_capped: _capped, ...numbers } = meta;
  return {
    data,
    ...numbers,
    first_page_url: links.first,
    last_page_url: links.last,
    next_page_url: links.next,
    prev_page_url: links.prev,
  };
};

const AROUND = 3;

/** The first and last two pages and those around the current one; null for a gap. */
const pagesShown = (current: number, last: number): readonly (number | null)[] => {
  const around = Array.from({ length: 2 * AROUND + 1 }, (_, index) => current - AROUND + index);
  const pages = new Set([1, 2, last - 1, last, ...around]);
  const inOrder = [...pages].filter((page) => page >= 1 && page <= last).sort((a, b) => a - b);
  return inOrder.flatMap((page, index) =>
    page === (inOrder[index - 1] ?? 0) + 1 ? [page] : [null, page],
  );
};
