import classes from "./person-avatar.module.css";

/**
 * A person's initials, to recognise a row at a glance. Drawn by CSS and hidden from screen readers,
 * which read the name itself.
 */
export const PersonAvatar = ({
  name,
  size = 40,
}: {
  readonly name: string;
  readonly size?: number;
}) => (
  <span
    className={classes["avatar"]}
    style={{ width: size, height: size, fontSize: size * 0.4 }}
    data-initials={initialsOf(name)}
    data-hue={hueOf(name)}
    aria-hidden
  />
);

/** The first letters of the first and last words. */
const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return [first, last].map((word) => [...word][0]?.toLocaleUpperCase() ?? "").join("");
};

/** Which of the eight hues a name has, always the same. */
const hueOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 29 + (letter.codePointAt(0) ?? 0)) % 65_521, 0) % 8;
