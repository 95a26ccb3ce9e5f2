import type { ConfigMap, ConfigNode, Diagnostic, Report } from "@snowtower/kinds";
import { decryptReader, encryptReader } from "./decrypt.ts";
import { includeReader } from "./include.ts";
import type { KnownNames } from "./known-names.ts";
import type { DatabaseFolder, Place, ProjectFile, SchemaFolder } from "./place.ts";
import { builtInPlaceholders, type PlaceholderSource, type Placeholders, withPlaceholders } from "./placeholders.ts";
import { type ProjectFiles, unreadDiagnostic } from "./project-files.ts";
import { scan } from "./scan.ts";
import { substitute } from "./substitute.ts";
import { readYaml } from "./yaml.ts";
import type { TagReaders } from "./yaml-tags.ts";

export interface LoadOptions {
  readonly known: KnownNames;
  /** The environment's prefix with its separator, `DEV__`; empty without one. */
  readonly prefix: string;
  /** Besides placeholder.yaml, which comes first. */
  readonly placeholders?: readonly PlaceholderSource[];
  /** Keys for `!decrypt`; see `splitFernetKeys`. */
  readonly fernetKeys?: readonly string[];
  /** A part of another file in which placeholders are replaced too. */
  readonly overrides?: ConfigNode;
  readonly maxFiles?: number;
}

interface Document {
  readonly place: Place;
  /** An empty file is an empty map. */
  readonly node: ConfigMap;
}

export interface LoadedFiles {
  /** In the order of their paths; a file with a mistake in its syntax is missing. */
  readonly documents: readonly Document[];
  readonly databases: readonly DatabaseFolder[];
  readonly schemas: readonly SchemaFolder[];
  /** Those of the options, their placeholders replaced. */
  readonly overrides?: ConfigNode;
  /** By file and place. With an error among them the documents are not to be planned from. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Not an object: its values are used by all other files. */
const PLACEHOLDER_FILE = "placeholder";

/** Reads a project's folder: what its files say, and every mistake in them. */
export function loadFiles(files: ProjectFiles, options: LoadOptions): LoadedFiles {
  const known = { ...options.known, account: [...options.known.account, PLACEHOLDER_FILE] };
  const found = scan(files, { known, ...(options.maxFiles === undefined ? {} : { maxFiles: options.maxFiles }) });
  const diagnostics = [...found.diagnostics];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const secretTags = { "!decrypt": decryptReader(options.fernetKeys ?? [], report), "!encrypt": encryptReader(report) };
  const context: Context = { files, report, secretTags, tagsOf: (path: string) => ({ ...secretTags, "!include": includeReader(files, path, report) }) };
  const isPlaceholders = ({ place }: ProjectFile) => place.kind === "account" && place.file === PLACEHOLDER_FILE;
  const placeholders = readPlaceholders(found.files.find(isPlaceholders), options, context);
  const documents = found.files.filter((file) => !isPlaceholders(file)).flatMap((file) => readDocument(file, placeholders, context));
  const overrides = options.overrides === undefined ? {} : { overrides: substitute(options.overrides, { placeholders, report }) };
  return { documents, databases: found.databases, schemas: found.schemas, ...overrides, diagnostics: diagnostics.sort(byPlace) };
}

interface Context {
  readonly files: ProjectFiles;
  readonly report: Report;
  readonly secretTags: TagReaders;
  /** These, and `!include` relative to a file. */
  readonly tagsOf: (path: string) => TagReaders;
}

function readPlaceholders(file: ProjectFile | undefined, options: LoadOptions, context: Context): Placeholders {
  const { report } = context;
  const builtIn = builtInPlaceholders(options.prefix);
  const text = file === undefined ? null : readText(file.path, context);
  const own =
    file === undefined || text === null
      ? builtIn
      : withPlaceholders(builtIn, { kind: "yaml", file: file.path, text }, { report, tags: context.tagsOf(file.path) });
  return (options.placeholders ?? []).reduce((earlier, source) => withPlaceholders(earlier, source, { report, tags: context.secretTags }), own);
}

function readDocument(file: ProjectFile, placeholders: Placeholders, context: Context): readonly Document[] {
  const { report } = context;
  const text = readText(file.path, context);
  if (text === null) return [];
  const node = readYaml(text, { file: file.path, report, tags: context.tagsOf(file.path) });
  if (node === null) return [];
  if (node.kind === "scalar" && node.type === "null") return [{ place: file.place, node: { kind: "map", entries: [], at: node.at } }];
  const filled = substitute(node, { placeholders, report, text });
  if (filled.kind === "map") return [{ place: file.place, node: filled }];
  report({
    severity: "error",
    code: "ST1036",
    message: `the file holds a ${filled.kind === "list" ? "list" : "single value"} instead of a map`,
    at: node.at,
    hint: 'write "key: value" lines',
  });
  return [];
}

function readText(path: string, context: Context): string | null {
  const read = context.files.read(path);
  if (read.kind === "text") return read.text;
  context.report(unreadDiagnostic(read, path, { file: path, line: 1, column: 1 }));
  return null;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return order(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column || order(a.code, b.code) || order(a.message, b.message);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
