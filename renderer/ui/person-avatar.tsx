import classes from "./person-avatar.module.css";

/**
 * The initials of a person, for recognising a row at a glance. They are drawn, not written: to a
 * program that reads the screen they are not there.
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
    aria-hidden
  />
);

/** First letters of the first and the last word. */
const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return [first, last].map((word) => [...word][0]?.toLocaleUpperCase() ?? "").join("");
};
