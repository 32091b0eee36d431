import { say } from "#renderer/words/say-first.ts";

/** The first thing the Tab key reaches: jumps past the header to the element with the id `main`. */
export const SkipToMain = () => (
  <button type="button" className="skip" onClick={focusMain}>
    {say("frame.skip")}
  </button>
);

/**
 * A button rather than a link, because in the store app the part of the address after "#" is the
 * route.
 */
const focusMain = (): void => {
  const main = document.getElementById("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
};
