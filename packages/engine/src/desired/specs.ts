import {
  type ConfigNode,
  catalogue,
  idOf,
  type Kind,
  type Position,
  parseSpec,
  type Report,
  readPart,
  type ScopeRules,
  type SecretKeeper,
  type Spec,
  withPrefix,
} from "@snowtower/kinds";
import { displayedName, exactly, type Identifier, type QualifiedName } from "@snowtower/sql";
import type { LoadedFiles } from "../project/load-files.ts";
import type { DatabaseFolder, DatabasePlace, Place, SchemaFolder, SchemaPlace } from "../project/place.ts";
import { withContributions } from "./contributions.ts";

const NAME_HINT = "letters, digits, _ and $, at most 255 of them; or any name in double quotes";

interface SpecsOptions {
  /** With its separator, or empty. */
  readonly prefix: string;
  readonly secrets: SecretKeeper;
  readonly report: Report;
  readonly rules: ScopeRules;
}

/** The objects that the files describe, one spec each. A name that is described twice is a mistake. */
export function specsOf(files: LoadedFiles, options: SpecsOptions): readonly Spec[] {
  const reader = new SpecReader(options);
  const folders = catalogue.filter((kind) => kind.layout === "folder");
  for (const kind of folders) for (const folder of foldersOf(files, kind)) reader.folder(kind, folder);
  for (const { place, node } of files.documents) {
    if (place.kind === "account")
      reader.rootFile(
        catalogue.find((kind) => kind.layout === "root file" && kind.name === place.file),
        node,
      );
    if (place.kind === "database")
      reader.databaseFile(
        catalogue.find((kind) => kind.layout === "database file" && kind.name === place.file),
        { database: place.database, node },
      );
    if (place.kind === "object") {
      const kind = catalogue.find((each) => each.layout === "object file" && each.name === place.type);
      const overload = kind?.overloads === true ? { argumentTypes: place.argumentTypes ?? [] } : {};
      if (kind !== undefined) reader.one(kind, { name: [place.database, place.schema, place.name], ...overload, at: node.at }, node);
    }
  }
  return withContributions(reader.specs(), options.report);
}

interface Folder {
  readonly name: QualifiedName;
  readonly at: Position;
  readonly node: ConfigNode;
}

/** A database or schema exists because its folder does; its `params.yaml` may be absent. */
function foldersOf(files: LoadedFiles, kind: Kind): readonly Folder[] {
  const params = new Map(
    files.documents.flatMap((document) => (isParams(document.place) ? [[displayedName(folderName(document.place)), document] as const] : [])),
  );
  const all: readonly (DatabaseFolder | SchemaFolder)[] = kind.scope === "account" ? files.databases : files.schemas;
  return all.map((folder) => {
    const name = folderName(folder);
    const document = params.get(displayedName(name));
    const at = document?.node.at ?? { file: folder.path, line: 1, column: 1 };
    return { name, at, node: document?.node ?? { kind: "map", entries: [], at } };
  });
}

function folderName(folder: { readonly database: Identifier; readonly schema?: Identifier }): QualifiedName {
  return folder.schema === undefined ? [folder.database] : [folder.database, folder.schema];
}

function isParams(place: Place): place is DatabasePlace | SchemaPlace {
  return (place.kind === "database" || place.kind === "schema") && place.file === "params";
}

class SpecReader {
  readonly #options: SpecsOptions;
  readonly #specs = new Map<string, Spec>();

  constructor(options: SpecsOptions) {
    this.#options = options;
  }

  specs(): readonly Spec[] {
    return [...this.#specs.values()];
  }

  folder(kind: Kind, folder: Folder): void {
    this.one(kind, { name: folder.name, at: folder.at }, folder.node);
  }

  /** A root file is a map from names to objects. */
  rootFile(kind: Kind | undefined, node: ConfigNode): void {
    this.#map(kind, node, []);
  }

  /** Likewise a file in a database's folder, for what is in that database. */
  databaseFile(kind: Kind | undefined, { database, node }: { readonly database: Identifier; readonly node: ConfigNode }): void {
    this.#map(kind, node, [database]);
  }

  #map(kind: Kind | undefined, node: ConfigNode, container: readonly Identifier[]): void {
    if (kind === undefined || (node.kind === "scalar" && node.value === null)) return;
    if (node.kind !== "map") {
      this.#options.report({ severity: "error", code: "ST1103", message: `expected a map from names to ${kind.plural.toLowerCase()}`, at: node.at });
      return;
    }
    for (const entry of node.entries) {
      const name = readPart(entry.key);
      if (name === null) this.#options.report({ severity: "error", code: "ST1105", message: `not a name: "${entry.key}"`, at: entry.keyAt, hint: NAME_HINT });
      else this.one(kind, { name: [...container, name], at: entry.keyAt }, entry.value);
    }
  }

  one(kind: Kind, place: { readonly name: QualifiedName; readonly argumentTypes?: readonly string[]; readonly at: Position }, node: ConfigNode): void {
    const { prefix, report, secrets } = this.#options;
    const [first, ...rest] = place.name;
    const name = [withPrefix(prefix, first ?? exactly("")), ...rest];
    const [database = null, schema = null] = kind.layout === "root file" ? [] : kind.layout === "database file" ? name.slice(0, 1) : name;
    const id = idOf(kind.name, name, place.argumentTypes);
    const twin = this.#specs.get(id);
    if (twin !== undefined) {
      report({
        severity: "error",
        code: "ST1110",
        message: `${id} is described twice`,
        at: place.at,
        hint: `the other place is ${twin.at.file}:${twin.at.line}`,
      });
      return;
    }
    // Of what is somebody else's to create, a file need not say what it is.
    const isEnvelope = this.#options.rules.of({ kind: kind.name, owner: undefined, ...place, name }).manage === "envelope";
    const read: Kind = isEnvelope ? { ...kind, required: [] } : kind;
    this.#specs.set(id, parseSpec(read, { ...place, name }, { node, context: { prefix, database, schema, report, secrets } }));
  }
}
