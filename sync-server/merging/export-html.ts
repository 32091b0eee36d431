import type { ProfileExport } from "./export-profile.ts";

/** An export as a page that anybody can read, without scripts or links. */
export const exportHtml = ({ profileId, records }: ProfileExport): string => {
  const sections = Object.entries(records).map(
    ([table, rows]) =>
      `<h2>${titleOf(table)} (${rows.length})</h2>\n${rows.map(rowHtml).join("\n")}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>What is held about ${escaped(profileId)}</title>
</head>
<body>
<h1>What is held about profile ${escaped(profileId)}</h1>
${sections.join("\n")}
</body>
</html>
`;
};

const rowHtml = (row: Readonly<Record<string, unknown>>): string =>
  `<table border="1">\n${Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<tr><th>${titleOf(name)}</th><td>${valueHtml(name, value)}</td></tr>`)
    .join("\n")}\n</table>`;

/** `joined_at` reads "Joined at". */
const titleOf = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return escaped(words.charAt(0).toUpperCase() + words.slice(1));
};

const valueHtml = (name: string, value: unknown): string => {
  if (typeof value === "number" && name.endsWith("_at")) return new Date(value).toISOString();
  if (typeof value === "object") return `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`;
  return escaped(String(value));
};

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (each) => ESCAPES[each] ?? "");
