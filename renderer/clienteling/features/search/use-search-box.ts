import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { isScanned, looksLikeCard, looksLikeIdentifier } from "./scan.ts";
import { type Found, useProfileSearch } from "./use-profile-search.ts";

/** The state of the search box, and what its keys do. */
export type SearchBoxState = ReturnType<typeof useSearchBox>;

/**
 * Searches while somebody types. Enter opens the active hit. Scanned text is a card, which opens
 * its own profile or nobody's (`unknownCard`).
 */
export const useSearchBox = (onOpen: (profileId: ProfileId) => void) => {
  const device = useDevice();
  const ref = useRef<HTMLInputElement>(null);
  const typedAt = useRef<readonly number[]>([]);
  const query = useSession((session) => session.query);
  const setQuery = useSession((session) => session.setQuery);
  const text = query.trim();
  const found = useProfileSearch(text);
  const hits = found?.hits ?? [];
  const [place, setPlace] = useState(0);
  const [unknownCard, setUnknownCard] = useState<string | null>(null);
  const waitingFor = useRef<string | null>(null);
  const active = Math.min(place, Math.max(0, hits.length - 1));

  const change = (next: string) => {
    // Only text typed key by key can be a scan. The first key of a new text restarts the count.
    if (next.length === 1) typedAt.current = typedAt.current.slice(-1);
    else if (next.length !== query.length + 1) typedAt.current = [];
    waitingFor.current = null;
    setPlace(0);
    setUnknownCard(null);
    setQuery(next);
  };

  const clear = () => {
    change("");
    ref.current?.focus();
  };

  const openHit = useCallback(
    (from: Found, at: number) => {
      const hit = from.hits[at];
      if (hit !== undefined) onOpen(hit.profile.id);
    },
    [onOpen],
  );

  // Enter was pressed before the answer arrived. A single hit then opens as soon as it does, unless
  // the spelling is only similar: nobody has seen it yet.
  useEffect(() => {
    if (found === null || waitingFor.current !== found.text) return;
    waitingFor.current = null;
    if (found.hits.length === 1 && found.hits[0]?.exact) openHit(found, 0);
    if (found.hits.length === 0 && looksLikeCard(found.text)) setUnknownCard(found.text);
  }, [found, openHit]);

  const enter = async (enterAt: number) => {
    if (text === "") return;
    const wasScanned =
      query.length === typedAt.current.length && isScanned(text, typedAt.current, enterAt);
    if (wasScanned || looksLikeIdentifier(text)) {
      const profileId = await device.findByIdentifier(text);
      if (profileId !== null) {
        setQuery("");
        onOpen(profileId);
        return;
      }
      // A scan is always a card. Never open whoever is at the top of the list.
      if (wasScanned) {
        setUnknownCard(text);
        ref.current?.select();
        return;
      }
    }
    if (found?.text !== text) waitingFor.current = text;
    else if (found.hits.length > 0) openHit(found, active);
    else if (looksLikeCard(text)) setUnknownCard(text);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (hits.length === 0) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        setPlace((active + step + hits.length) % hits.length);
        return;
      }
      case "Enter":
        event.preventDefault();
        if (!event.repeat) void enter(event.timeStamp);
        return;
      case "Escape":
        if (query !== "") change("");
        return;
      default:
        // The event's own time, so that a busy screen doesn't make a scanner look slow. Shortcuts,
        // such as paste, type nothing.
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
          typedAt.current = [...typedAt.current, event.timeStamp];
        }
    }
  };

  return {
    ref,
    query,
    /** What is searched for: the query, trimmed. */
    text,
    found,
    hits,
    /** The index of the hit that Enter opens. */
    active,
    /** A card that was scanned or typed and that nobody has. */
    unknownCard,
    isSearching: text !== "" && found?.text !== text,
    change,
    clear,
    setActive: setPlace,
    openHit,
    onKeyDown,
  };
};
