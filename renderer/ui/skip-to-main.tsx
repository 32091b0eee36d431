/** The first stop of the keyboard: jumps over the header to the element with the id `main`. */
export const SkipToMain = () => (
  <button type="button" className="skip" onClick={focusMain}>
    Skip to the content
  </button>
);

/** A button and not a link, because in the store app the address after "#" is a route. */
const focusMain = (): void => {
  const main = document.getElementById("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
};
