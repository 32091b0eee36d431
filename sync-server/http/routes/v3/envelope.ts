import type { FastifyRequest } from "fastify";
import { originOf } from "#sync-server/http/public-origin.ts";
import type { AskedPage } from "./list-query.ts";

/** Wraps one page in its envelope, with links that keep the filters and the order. */
export const envelopeOf = <T>(
  request: FastifyRequest,
  page: AskedPage,
  list: { readonly data: T[]; readonly total: number },
) => {
  const { data, total } = list;
  const { number, size } = page;
  const [path = "", query = ""] = request.url.split("?");
  const base = `${originOf(request)}${path}`;
  const lastPage = Math.max(1, Math.ceil(total / size));
  const urlOf = (to: number): string => {
    const search = new URLSearchParams(query);
    search.set("page[number]", String(to));
    return `${base}?${search.toString()}`;
  };
  // Beyond the end, the page before is the last one that has anything.
  const prev = number > 1 ? urlOf(Math.min(number - 1, lastPage)) : null;
  const next = number < lastPage ? urlOf(number + 1) : null;
  const from = data.length > 0 ? (number - 1) * size + 1 : null;
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
      path: base,
      per_page: size,
      to: from === null ? null : from + data.length - 1,
      total,
    },
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
