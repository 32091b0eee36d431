/**
 * Splits a program's own arguments (`--name value` or `--name=value`) from those for the server's
 * configuration. A name without a value gets an empty string.
 */
export const ownArguments = (
  argv: readonly string[],
  names: readonly string[],
): { readonly own: Readonly<Record<string, string>>; readonly rest: readonly string[] } => {
  const own: Record<string, string> = {};
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? "";
    const [flag = "", ...value] = argument.split("=");
    const name = names.find((candidate) => flag === `--${candidate}`);
    if (!name) rest.push(argument);
    else if (argument.includes("=")) own[name] = value.join("=");
    else own[name] = argv[++at] ?? "";
  }
  return { own, rest };
};
