import type { ConfigEntry, ConfigNode, Report } from "@snowtower/kinds";
import { substitute } from "./substitute.ts";
import { readYaml } from "./yaml.ts";
import type { TagReaders } from "./yaml-tags.ts";

/** The values of `${{ name }}`, by the name in upper case: a scalar or a list of scalars. */
export type Placeholders = ReadonlyMap<string, ConfigNode>;

/** Where values come from besides placeholder.yaml. Of several sources the later wins. */
export type PlaceholderSource =
  /** Another file, already read; it need not be part of the project. */
  | { readonly kind: "yaml"; readonly file: string; readonly text: string }
  /** A JSON object, as on the command line; `from` names it in messages. */
  | { readonly kind: "json"; readonly from: string; readonly text: string }
  /** A part of another file of configuration. */
  | { readonly kind: "node"; readonly node: ConfigNode };

/** The placeholders that are always there. `prefix` is with its separator: `DEV__`. */
export function builtInPlaceholders(prefix: string): Placeholders {
  const at = { file: "", line: 1, column: 1 };
  return new Map([["ENV_PREFIX", { kind: "scalar", value: prefix, source: prefix, type: "text", secret: false, at }]]);
}

/** Adds the values of one source to the earlier ones, which they can use. */
export function withPlaceholders(
  earlier: Placeholders,
  source: PlaceholderSource,
  context: { readonly report: Report; readonly tags?: TagReaders },
): Placeholders {
  const { report } = context;
  const node = nodeOf(source, context);
  if (node === null || (node.kind === "scalar" && node.type === "null")) return earlier;
  if (node.kind !== "map") {
    report({ severity: "error", code: "ST1064", message: "placeholders are given as a map of names and values", at: node.at });
    return earlier;
  }
  const all = new Map(earlier);
  for (const entry of node.entries) {
    if (!/^[A-Za-z0-9._-]+$/.test(entry.key)) {
      report({
        severity: "warning",
        code: "ST1062",
        message: `the placeholder "${entry.key}" can never be used`,
        at: entry.keyAt,
        hint: "its name has letters, digits, . _ and - only",
      });
    }
    if (isValue(entry)) all.set(entry.key.toUpperCase(), substitute(entry.value, { placeholders: earlier, report }));
    else
      report({ severity: "error", code: "ST1061", message: `"${entry.key}" has to be a text, a number, true, false, or a list of these`, at: entry.value.at });
  }
  return all;
}

function nodeOf(source: PlaceholderSource, context: { readonly report: Report; readonly tags?: TagReaders }): ConfigNode | null {
  if (source.kind === "node") return source.node;
  if (source.kind === "yaml") return readYaml(source.text, { file: source.file, ...context });
  if (isJson(source.text)) return readYaml(source.text, { file: source.from, report: context.report });
  const at = { file: source.from, line: 1, column: 1 };
  context.report({ severity: "error", code: "ST1064", message: "the values of placeholders are not JSON", at, hint: 'write {"name": "value"}' });
  return null;
}

/** JSON is YAML too, and read as YAML it keeps its places and all digits of its numbers. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isValue({ value }: ConfigEntry): boolean {
  const scalars = value.kind === "list" ? value.items : [value];
  return scalars.every((item) => item.kind === "scalar" && item.type !== "null");
}
