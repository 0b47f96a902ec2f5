// Bundle the sites' static sources into build/static/shenpi, which Django serves as static/shenpi.
// Every top-level .js and .css of a site's static_src is an entry point of its own name. The bundles are
// made at set-up and never committed; licences of bundled packages are written beside them, and a
// compressed copy that the server prefers where the browser takes it.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sites = join(root, "src/shenpi/sites");
const target = join(root, "build/static/shenpi");

const entryPoints = readdirSync(sites)
  .map((site) => join(sites, site, "static_src"))
  .filter((sources) => existsSync(sources))
  .flatMap((sources) => readdirSync(sources).map((name) => join(sources, name)))
  .filter((path) => [".js", ".css"].includes(extname(path)));
if (entryPoints.length === 0) throw new Error(`no entry points in ${sites}`);

rmSync(target, { recursive: true, force: true });
await build({
  entryPoints,
  outdir: target,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020", "chrome100", "firefox100", "safari15"],
  charset: "utf8",
  legalComments: "linked",
  assetNames: "assets/[name]-[hash]",
  loader: { ".svg": "file", ".png": "file", ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "empty" },
  nodePaths: [join(root, "node_modules")],
  logLevel: "info",
});

for (const name of readdirSync(target).filter((name) => [".js", ".css"].includes(extname(name)))) {
  writeFileSync(join(target, `${name}.gz`), gzipSync(readFileSync(join(target, name)), { level: 9 }));
}
