// The fallback runtime lacks Electron's default app, so `electron FOLDER` would start nothing. This
// is the part of it that we need: start the app in the folder given first.
const { app } = require("electron");
const { join, resolve } = require("node:path");

const named = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (named === undefined) {
  console.error("Usage: electron FOLDER");
  app.exit(2);
} else {
  const folder = resolve(named);
  const manifest = require(join(folder, "package.json"));
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name);
  app.setAppPath(folder);
  require(folder);
}
