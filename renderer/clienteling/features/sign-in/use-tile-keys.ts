import { type RefObject, useEffect, useRef } from "react";
import { foldText } from "#shared/profile/fold-text.ts";

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/**
 * Lets keys choose among the buttons of a list, wherever the focus is except in a field: arrows go
 * to the next one, a letter to the next whose text begins with it.
 */
export const useTileKeys = (): RefObject<HTMLUListElement | null> => {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLInputElement && !(key in STEPS)) return;
      const tiles = [...(list.current?.querySelectorAll("button") ?? [])];
      const here = tiles.findIndex((tile) => tile.matches(":focus"));
      const mirror = document.dir === "rtl" && /Left|Right/.test(key) ? -1 : 1;
      const step = key in STEPS ? mirror * (STEPS[key] ?? 0) : undefined;
      const next =
        step === undefined
          ? [...tiles.slice(here + 1), ...tiles].find((tile) => begins(tile, key))
          : tiles.at(here < 0 && step < 0 ? -1 : (here + step) % tiles.length);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return list;
};

const begins = (tile: HTMLElement, key: string): boolean =>
  key.length === 1 && key !== " " && foldText(tile.textContent ?? "").startsWith(foldText(key));
