import { Avatar } from "@mantine/core";

/** The initials of a person, for recognising a row at a glance; says nothing to a screen reader. */
export const PersonAvatar = ({
  name,
  size = 40,
}: {
  readonly name: string;
  readonly size?: number;
}) => (
  <Avatar size={size} radius="xl" variant="light" color="accent" aria-hidden>
    {initialsOf(name)}
  </Avatar>
);

/** First letters of the first and the last word. */
const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return [first, last].map((word) => [...word][0]?.toLocaleUpperCase() ?? "").join("");
};
