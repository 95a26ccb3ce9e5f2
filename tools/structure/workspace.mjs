// The repository as the rules see it: packages, their manifests, and every source file with its shape.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, resolve } from "node:path";
import { moduleShape } from "./module-shape.mjs";

/**
 * @typedef {{ path: string, package: string | null, test: boolean, text: string, lines: number } & ReturnType<typeof moduleShape>} SourceFile
 * @typedef {{ name: string, folder: string, manifest: any, tsconfig: any, publicApi: string[] | null }} Package
 * @typedef {{ root: string, packages: Package[], files: SourceFile[], byPath: Map<string, SourceFile> }} Workspace
 */

const SKIPPED = new Set(["node_modules", "dist", "coverage", ".git", ".snowtower"]);
const SOURCE = /\.(?:ts|tsx|mts|mjs)$/;

/** @param {string} root @returns {Workspace} */
export function readWorkspace(root) {
  const packages = readdirSync(join(root, "packages"))
    .filter((folder) => existsSync(join(root, "packages", folder, "package.json")))
    .map((folder) => readPackage(root, `packages/${folder}`));
  const files = ["packages", "tools", "benches", "torture", "apps"]
    .flatMap((top) => listFiles(root, top).filter((path) => SOURCE.test(path)))
    .map((path) => readSource(root, path));
  return { root, packages, files, byPath: new Map(files.map((file) => [file.path, file])) };
}

/** Every file below a folder, as a path from the root with forward slashes, sorted. */
export function listFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}

/** The short name of a workspace package that a specifier names: `@snowtower/sql/x` is `sql`, `snowtower` is `cli`; else null. */
export function packageOf(specifier) {
  if (specifier === "snowtower" || specifier.startsWith("snowtower/")) return "cli";
  return /^@snowtower\/([a-z-]+)/.exec(specifier)?.[1] ?? null;
}

/** The path of the file that a relative specifier names, seen from another file. */
export function resolveImport(file, specifier) {
  return posix.normalize(posix.join(posix.dirname(file.path), specifier));
}

/** A file made of a path and its text, as the rules see it. */
export function sourceFile(path, text) {
  const owner = /^packages\/([^/]+)\//.exec(path)?.[1] ?? null;
  const test = /\.(?:test|laws|test-d|bench)\.[a-z]+$/.test(path) || owner === "testkit";
  return { path, package: owner, test, text, lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0), ...moduleShape(text) };
}

function readSource(root, path) {
  return sourceFile(path, readFileSync(join(root, path), "utf8"));
}

function readPackage(root, folder) {
  const list = join(root, folder, "public-api.txt");
  return {
    name: basename(folder),
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
    tsconfig: readJson(join(root, folder, "tsconfig.json")),
    publicApi: existsSync(list) ? readList(readFileSync(list, "utf8")) : null,
  };
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function readList(text) {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}

/** The repository's root, from anywhere in tools. */
export const ROOT = resolve(dirname(new URL(import.meta.url).pathname), "../..");
