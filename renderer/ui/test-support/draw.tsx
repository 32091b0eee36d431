import { MantineProvider } from "@mantine/core";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished } from "vitest";
import { FormatProvider } from "#renderer/ui/format-context.tsx";
import { theme } from "#renderer/ui/theme.ts";
import { createFormat, type Format } from "#renderer/words/format.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";

const FORMAT = createFormat({
  locale: "en-AU",
  currency: "AUD",
  timeZone: timeZoneSchema.parse("Australia/Melbourne"),
});

/** Adds what Mantine needs and jsdom lacks. */
const prepare = (): void => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
      addListener: nothing,
      removeListener: nothing,
    });
  Object.assign(window, {
    ResizeObserver: noResizes,
  });
  Object.assign(document, { fonts: new EventTarget() });
  Element.prototype.scrollIntoView = nothing;
};

type Drawn = {
  readonly text: () => string;
  /** Takes it off the page, as a lock does. */
  readonly close: () => Promise<void>;
};

/** Renders part of the app into an empty page, styled and formatted as for staff. */
export const draw = async (part: ReactNode, format: Format = FORMAT): Promise<Drawn> => {
  prepare();
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const root = createRoot(place);
  const close = () => act(async () => root.unmount());
  onTestFinished(close);
  await act(async () =>
    root.render(
      <MantineProvider theme={theme}>
        <FormatProvider format={format}>{part}</FormatProvider>
      </MantineProvider>,
    ),
  );
  return { text: () => shownText(place), close };
};

/** The button with this name. */
export const button = (name: string | RegExp): HTMLButtonElement =>
  assertDefined(
    [...document.querySelectorAll("button")].find((candidate) => isNamed(candidate, name)),
    `a button named ${name}`,
  );

/** The field with this label. */
export const field = (label: string): HTMLInputElement =>
  assertDefined(
    [...document.querySelectorAll("input")].find((candidate) => isLabelled(candidate, label)),
    `a field labelled ${label}`,
  );

/** The field of several lines with this label. */
export const textArea = (label: string): HTMLTextAreaElement =>
  assertDefined(
    [...document.querySelectorAll("textarea")].find((candidate) => isLabelled(candidate, label)),
    `a text area labelled ${label}`,
  );

/** The list to choose from with this label. */
export const select = (label: string): HTMLSelectElement =>
  assertDefined(
    [...document.querySelectorAll("select")].find((candidate) => isLabelled(candidate, label)),
    `a list labelled ${label}`,
  );

/** Submits a form `times` times before anything is redrawn. */
export const submit = (form: HTMLFormElement | null, times = 1): Promise<void> =>
  act(async () => {
    for (let time = 0; time < times; time++) form?.requestSubmit();
  });

export const click = (element: Element): Promise<void> =>
  act(async () => {
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  });

/** Sets a field's value in a way that React sees as typing. */
export const type = (into: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> =>
  act(async () => setValue(into, text));

const setValue = (into: HTMLInputElement | HTMLTextAreaElement, text: string): void => {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(into), "value")?.set;
  setter?.call(into, text);
  into.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Chooses from a list. */
export const choose = (from: HTMLSelectElement, value: string): Promise<void> =>
  act(async () => {
    from.value = value;
    from.dispatchEvent(new Event("change", { bubbles: true }));
  });

/** Presses a key. */
export const press = (
  element: Element,
  key: string,
  { repeat = false }: { readonly repeat?: boolean } = {},
): Promise<void> =>
  act(async () => {
    element.dispatchEvent(keyDown(key, { repeat }));
  });

/**
 * Types as a scanner does: keys `gapMs` apart by their own times, which are what the app goes by,
 * then `end`. They all come at once, so that a busy machine doesn't put a pause between them.
 */
export const scanInto = (
  target: Element,
  text: string,
  { gapMs, end }: { readonly gapMs: number; readonly end: "Enter" | "Tab" | null },
): Promise<void> =>
  act(async () => {
    const startsAt = performance.now();
    for (const [place, key] of [...text].entries()) {
      target.dispatchEvent(keyDown(key, { at: startsAt + place * gapMs }));
      if (target instanceof HTMLInputElement) setValue(target, target.value + key);
    }
    if (end !== null) target.dispatchEvent(keyDown(end, { at: startsAt + text.length * gapMs }));
  });

const keyDown = (
  key: string,
  { repeat = false, at }: { readonly repeat?: boolean; readonly at?: number },
): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, repeat, bubbles: true, cancelable: true });
  if (at !== undefined) Object.defineProperty(event, "timeStamp", { value: at });
  return event;
};

/** Waits for promises and effects to settle. */
export const settle = (ms = 0): Promise<void> =>
  act(async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
  });

/** Waits until `check` passes. Fails with its error if it never does. */
export const eventually = async (check: () => void): Promise<void> => {
  for (const startedMs = performance.now(); ; ) {
    await settle(5);
    try {
      return check();
    } catch (error) {
      if (performance.now() - startedMs > EVENTUALLY_MAX_MS) throw error;
    }
  }
};

/** The first screen of a file takes seconds on a busy machine. */
const EVENTUALLY_MAX_MS = 15_000;

const shownText = (place: Element): string => {
  const copy = document.createElement("div");
  copy.innerHTML = place.innerHTML;
  for (const style of copy.querySelectorAll("style")) style.remove();
  return copy.textContent ?? "";
};

const isNamed = (element: Element, name: string | RegExp): boolean => {
  const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
  return typeof name === "string" ? text === name : name.test(text);
};

const isLabelled = (
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  label: string,
): boolean =>
  field.getAttribute("aria-label") === label ||
  [...(field.labels ?? [])].some(({ textContent }) => textContent === label);

const nothing = (): void => {};

/** Called with `new`. A page in jsdom never resizes. */
function noResizes() {
  return { observe: nothing, unobserve: nothing, disconnect: nothing };
}
