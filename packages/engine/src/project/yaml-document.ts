import type { ConfigEntry, ConfigList, ConfigMap, ConfigNode, ConfigScalar, Position, Report } from "@snowtower/kinds";
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { typePlain } from "./plain-scalar.ts";
import { scalarText } from "./scalar-text.ts";
import { mergedEntries } from "./yaml-merge.ts";
import { isCollectionTag, isMergeTag, shownTag, type TagReaders, typeTagged } from "./yaml-tags.ts";

interface DocumentOptions {
  /** The whole file. */
  readonly text: string;
  readonly report: Report;
  readonly at: (offset: number) => Position;
  readonly tags?: TagReaders;
  readonly maxNodes: number;
  readonly maxDepth: number;
}

/** What is being read: anchors seen so far (`"open"` while their value is read), and how much was read. */
interface Reading extends DocumentOptions {
  readonly anchors: Map<string, ConfigNode | "open">;
  /** Of every list and map: how many values it holds and how deep, with aliases replaced. */
  readonly extents: WeakMap<ConfigNode, Extent>;
  total: number;
  /** A limit is passed, which is reported: what is read from here on is not used. */
  stopped: boolean;
}

interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

const SCALAR: Extent = { nodes: 1, depth: 0 };

/** The document's value; `null` if it is past a limit. A value that cannot be read is reported and stands as an empty text. */
export function nodeOfDocument(document: Document.Parsed, options: DocumentOptions): ConfigNode | null {
  const report: Report = (diagnostic) => reading.stopped || options.report(diagnostic);
  const reading: Reading = { ...options, report, anchors: new Map(), extents: new WeakMap(), total: 0, stopped: false };
  const root = document.contents;
  if (root === null) return scalar("", { value: null, type: "null" }, options.at(document.range[0]));
  const node = read(reading, root as ParsedNode);
  return reading.stopped ? null : node;
}

function read(reading: Reading, node: ParsedNode): ConfigNode {
  const at = reading.at(node.range[0]);
  if (reading.stopped) return scalar("", { value: "", type: "text" }, at);
  if (isAlias(node)) return readAlias(reading, node.source, at);
  const anchor = node.anchor;
  if (anchor !== undefined) reading.anchors.set(anchor, "open");
  const result = isMap(node) ? readMap(reading, node, at) : isSeq(node) ? readList(reading, node, at) : readScalar(reading, node, at);
  if (anchor !== undefined) reading.anchors.set(anchor, result);
  return result;
}

function readAlias(reading: Reading, name: string, at: Position): ConfigNode {
  const node = reading.anchors.get(name);
  if (node !== undefined && node !== "open") {
    count(reading, extentOf(reading, node).nodes, at);
    return node;
  }
  if (node === "open") reading.report({ severity: "error", code: "ST1030", message: `the alias *${name} stands inside its own anchor`, at });
  else
    reading.report({
      severity: "error",
      code: "ST1029",
      message: `there is no anchor &${name} before this alias`,
      at,
      hint: "a text that starts with * needs quotes",
    });
  return scalar("", { value: "", type: "text" }, at);
}

function readList(reading: Reading, node: YAMLSeq.Parsed, at: Position): ConfigList {
  checkCollectionTag(reading, node, "list");
  count(reading, 1, at);
  const items = node.items.map((item) => read(reading, item as ParsedNode));
  return sized(reading, { kind: "list", items, at }, items);
}

function readMap(reading: Reading, node: YAMLMap.Parsed, at: Position): ConfigMap {
  checkCollectionTag(reading, node, "map");
  count(reading, 1, at);
  const merges: ConfigNode[] = [];
  const own = new Map<string, ConfigEntry>();
  for (const pair of node.items) {
    if (!isPair(pair)) continue;
    const key = pair.key as ParsedNode;
    const keyAt = reading.at(key.range[0]);
    const isMerge = isScalar(key) && key.source === "<<" && key.type === "PLAIN" && (key.tag === undefined || isMergeTag(key.tag));
    const name = isMerge ? null : readKey(reading, key, keyAt);
    const value = pair.value === null ? scalar("", { value: null, type: "null" }, keyAt) : read(reading, pair.value as ParsedNode);
    if (isMerge) merges.push(value);
    if (name === null) continue;
    const earlier = own.get(name);
    if (earlier !== undefined) {
      reading.report({
        severity: "warning",
        code: "ST1027",
        message: `"${name}" is given twice; the last value is used`,
        at: keyAt,
        hint: `first given on line ${earlier.keyAt.line}`,
      });
    }
    own.set(name, { key: name, keyAt, value });
  }
  const entries = merges.length === 0 ? [...own.values()] : mergedEntries(merges, own, reading.report);
  if (merges.length > 0)
    count(
      reading,
      entries.reduce((sum, entry) => sum + extentOf(reading, entry.value).nodes, 0),
      at,
    );
  return sized(
    reading,
    { kind: "map", entries, at },
    entries.map((entry) => entry.value),
  );
}

/** A key is its text as written: `on` and `1` stay `on` and `1`. */
function readKey(reading: Reading, node: ParsedNode, at: Position): string | null {
  const key = read(reading, node);
  if (key.kind === "scalar" && !key.secret && (key.source !== "" || key.type === "text")) return key.source;
  const what = key.kind !== "scalar" ? `a ${key.kind}` : key.secret ? "a secret" : "nothing";
  reading.report({ severity: "error", code: "ST1028", message: `${what} cannot be a key`, at });
  return null;
}

function readScalar(reading: Reading, node: Scalar.Parsed, at: Position): ConfigScalar {
  count(reading, 1, at);
  const text = scalarText(node, reading.text);
  const source = text ?? "";
  if (text === null) reading.report({ severity: "error", code: "ST1022", message: "the quote that opens here is not closed", at });
  const tag = node.tag;
  if (tag === undefined) return scalar(source, node.type === "PLAIN" ? typePlain(source) : { value: source, type: "text" }, at);
  const reader = Object.hasOwn(reading.tags ?? {}, tag) ? reading.tags?.[tag] : undefined;
  if (reader !== undefined) {
    const read = reader(source, at) ?? { text: "", secret: false };
    return { kind: "scalar", value: read.text, source: read.text, type: "text", secret: read.secret, at };
  }
  const typed = typeTagged(tag, source);
  if (typed !== null && typed !== "unfit") return scalar(source, typed, at);
  if (typed === null) reportUnknownTag(reading, tag, at);
  else reading.report({ severity: "error", code: "ST1035", message: `the value does not fit the tag ${shownTag(tag)}`, at });
  return scalar("", { value: "", type: "text" }, at);
}

function checkCollectionTag(reading: Reading, node: YAMLMap.Parsed | YAMLSeq.Parsed, kind: "map" | "list"): void {
  const tag = node.tag;
  if (tag === undefined || isCollectionTag(tag, kind)) return;
  const at = reading.at(node.range[0]);
  const known = Object.hasOwn(reading.tags ?? {}, tag) || typeTagged(tag, "") !== null;
  if (known) reading.report({ severity: "error", code: "ST1035", message: `the tag ${shownTag(tag)} does not fit a ${kind}`, at });
  else reportUnknownTag(reading, tag, at);
}

function reportUnknownTag(reading: Reading, tag: string, at: Position): void {
  reading.report({ severity: "error", code: "ST1034", message: `unknown tag ${shownTag(tag)}`, at, hint: "a text that starts with ! needs quotes" });
}

function scalar(source: string, typed: Pick<ConfigScalar, "value" | "type">, at: Position): ConfigScalar {
  return { kind: "scalar", value: typed.value, source, type: typed.type, secret: false, at };
}

function extentOf(reading: Reading, node: ConfigNode): Extent {
  return reading.extents.get(node) ?? SCALAR;
}

function sized<N extends ConfigList | ConfigMap>(reading: Reading, node: N, children: readonly ConfigNode[]): N {
  let nodes = 1;
  let depth = 0;
  for (const child of children) {
    const extent = extentOf(reading, child);
    nodes += extent.nodes;
    depth = Math.max(depth, extent.depth);
  }
  reading.extents.set(node, { nodes, depth: depth + 1 });
  if (depth + 1 > reading.maxDepth) stop(reading, { code: "ST1032", message: `the file is nested deeper than ${reading.maxDepth} levels`, at: node.at });
  return node;
}

function count(reading: Reading, nodes: number, at: Position): void {
  reading.total += nodes;
  if (reading.total > reading.maxNodes)
    stop(reading, { code: "ST1031", message: `the file holds more than ${reading.maxNodes} values after replacing its aliases`, at });
}

function stop(reading: Reading, why: { readonly code: "ST1031" | "ST1032"; readonly message: string; readonly at: Position }): void {
  reading.report({ severity: "error", ...why });
  reading.stopped = true;
}
