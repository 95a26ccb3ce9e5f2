import { type ConfigMap, type ConfigNode, kindNamed, modelFiles, parseSignature, readPart, signature } from "@snowtower/kinds";
import { displayed, displayedName, type QualifiedName, splitName } from "@snowtower/sql";
import type { LoadedFiles } from "../../project/load-files.ts";
import type { DatabaseFolder, Place, SchemaFolder } from "../../project/place.ts";
import { isSameKey } from "./merge-nodes.ts";

/** A thing that a project's files describe, and the files when it is another one. Its name is without the environment's prefix. */
export interface Described {
  readonly name: string;
  isNamed(written: string): boolean;
  changed(change: (node: ConfigNode) => ConfigNode): LoadedFiles;
  removed(): LoadedFiles;
}

/** All of a kind, or all entries of a file of the role model. */
export function describedOf(files: LoadedFiles, kind: string): readonly Described[] {
  const model = modelFiles.find(({ stem }) => stem === kind);
  const layout = model === undefined ? kindNamed(kind).layout : "root file";
  if (layout === "folder") return foldersOf(files, kind);
  if (layout === "object file") return objectsOf(files, kind);
  const stems = [kind, ...(model?.formerly === undefined ? [] : [model.formerly])];
  return files.documents.flatMap(({ place, node }, at) => ("file" in place && stems.includes(place.file) ? entriesOf(files, { place, node, at }) : []));
}

interface DocumentAt {
  readonly place: Place;
  readonly node: ConfigMap;
  readonly at: number;
}

/** Each entry of a file that is a map from names to objects; a database's file has its database before the name. */
function entriesOf(files: LoadedFiles, { place, node, at }: DocumentAt): readonly Described[] {
  const before = place.kind === "database" ? `${displayed(place.database)}.` : "";
  const withEntries = (entries: ConfigMap["entries"]): LoadedFiles => withNode(files, at, { ...node, entries });
  return node.entries.map((entry) => {
    const part = readPart(entry.key);
    const name = before + (part === null ? entry.key : displayed(part));
    return {
      name,
      isNamed: (written) => (before === "" ? isSameKey(written, entry.key) : isSameName(written, name)),
      changed: (change) => withEntries(node.entries.map((each) => (each === entry ? { ...each, value: change(nothingAsMap(each.value)) } : each))),
      removed: () => withEntries(node.entries.filter((each) => each !== entry)),
    };
  });
}

/** Databases or schemas: one whose params.yaml is missing is described nevertheless. */
function foldersOf(files: LoadedFiles, kind: string): readonly Described[] {
  const isDatabase = kindNamed(kind).scope === "account";
  const folders: readonly (DatabaseFolder | SchemaFolder)[] = isDatabase ? files.databases : files.schemas;
  return folders.map((folder: DatabaseFolder | SchemaFolder) => {
    const own: QualifiedName = "schema" in folder ? [folder.database, folder.schema] : [folder.database];
    const name = displayedName(own);
    const isWithin = (place: Place): boolean => displayedName(nameOfPlace(place).slice(0, own.length)) === name;
    const at = files.documents.findIndex(({ place }) => place.kind === (isDatabase ? "database" : "schema") && place.file === "params" && isWithin(place));
    return {
      name,
      isNamed: (written) => isSameName(written, name),
      changed: (change) => {
        if (at >= 0) return withNode(files, at, change(files.documents[at]?.node as ConfigMap));
        const nothing: ConfigMap = { kind: "map", entries: [], at: { file: folder.path, line: 1, column: 1 } };
        const node = change(nothing);
        const place: Place =
          "schema" in folder
            ? { kind: "schema", database: folder.database, schema: folder.schema, file: "params" }
            : { kind: "database", database: folder.database, file: "params" };
        return node.kind === "map" ? { ...files, documents: [...files.documents, { place, node: { ...node, at: nothing.at } }] } : files;
      },
      removed: () => ({
        ...files,
        documents: files.documents.filter(({ place }) => place.kind === "account" || !isWithin(place)),
        databases: isDatabase ? files.databases.filter((each) => each !== folder) : files.databases,
        schemas: files.schemas.filter((each) => (isDatabase ? each.database !== folder.database : each !== folder)),
      }),
    };
  });
}

function objectsOf(files: LoadedFiles, kind: string): readonly Described[] {
  const overloads = kindNamed(kind).overloads === true;
  return files.documents.flatMap(({ place }, at) => {
    if (place.kind !== "object" || place.type !== kind) return [];
    const name = signature(nameOfPlace(place), overloads ? (place.argumentTypes ?? []) : undefined);
    return [
      {
        name,
        isNamed: (written: string) => isSameName(written, name),
        changed: (change: (node: ConfigNode) => ConfigNode) => withNode(files, at, change(files.documents[at]?.node as ConfigMap)),
        removed: () => ({ ...files, documents: files.documents.filter((_, i) => i !== at) }),
      },
    ];
  });
}

function nameOfPlace(place: Place): QualifiedName {
  if (place.kind === "account") return [];
  if (place.kind === "database") return [place.database];
  return place.kind === "schema" ? [place.database, place.schema] : [place.database, place.schema, place.name];
}

/** `raw.shop.f(varchar, number)` as the displayed name, whatever its case. */
function isSameName(written: string, name: string): boolean {
  const open = written.indexOf("(");
  const parts = splitName(open < 0 ? written : written.slice(0, open))?.map(readPart);
  if (parts === undefined || parts.some((part) => part === null)) return false;
  const own = displayedName(parts as unknown as QualifiedName);
  const types = open < 0 ? undefined : parseSignature(`X${written.slice(open).toUpperCase()}`)?.argumentTypes;
  return (types === undefined ? own : `${own}(${types.join(", ")})`) === name;
}

function withNode(files: LoadedFiles, at: number, node: ConfigNode): LoadedFiles {
  return node.kind === "map" ? { ...files, documents: files.documents.map((document, i) => (i === at ? { ...document, node } : document)) } : files;
}

/** `load_wh:` with nothing behind it describes a warehouse all the same. */
function nothingAsMap(node: ConfigNode): ConfigNode {
  return node.kind === "scalar" && node.type === "null" ? { kind: "map", entries: [], at: node.at } : node;
}
