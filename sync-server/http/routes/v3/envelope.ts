import type { FastifyRequest } from "fastify";
import { type PageNumber, pageView } from "#shared/api/envelope.ts";
import { originOf } from "#sync-server/http/public-origin.ts";

/** Wraps one page in its envelope, with links that keep the filters and the order. */
export const envelopeOf = <T>(
  request: FastifyRequest,
  page: PageNumber,
  list: { readonly data: T[]; readonly total: number; readonly isCapped?: boolean },
) => {
  const [path = "", query = ""] = request.url.split("?");
  const base = `${originOf(request)}${path}`;
  return pageView(page, list, base, (to) => {
    const search = new URLSearchParams(query);
    const skipped = to === 1 ? 0 : Math.max(0, page.skipped + (to - page.number) * page.size);
    if (search.get("offset")) search.set("offset", String(skipped));
    else search.set("page[number]", String(to));
    return `${base}?${search.toString()}`;
  });
};
