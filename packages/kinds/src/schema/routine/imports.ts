import { displayedName, parseQualifiedName, type QualifiedName, text as textFragment } from "@snowtower/sql";
import { type Read, unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list, record } from "../../value-types/collection.ts";
import { schemaObjectName } from "../../value-types/name.ts";
import { text } from "../../value-types/scalar.ts";
import { shownList } from "./shown-list.ts";

/** A file on a stage: the stage's full displayed name and the path behind it, with its slash. */
export type Import = { readonly stage: string; readonly path: string };

const written = record({ stage: schemaObjectName, path: text }, { required: ["stage"] });

const oneImport: ValueType<Import> = {
  ...(written as unknown as ValueType<Import>),
  parse(node, context) {
    const read = written.parse(node, context) as Partial<Import> | undefined;
    return read === undefined ? undefined : { stage: read.stage ?? "", path: withSlash(read.path ?? "") };
  },
  render: (value) => textFragment(`@${value.stage}${value.path}`),
};

function withSlash(path: string): string {
  return path === "" || path.startsWith("/") ? path : `/${path}`;
}

/** Files that the handler uses; their order means nothing. */
export const imports: ValueType<readonly Import[]> = list(oneImport, { unordered: true });

/** `[@DB.SC.ST/x.py, @st/y.py]`, the property `imports` of DESCRIBE. A short name of a stage is completed with the function's own schema. */
export function decodeImports(cell: string, schema: QualifiedName): Read<readonly Import[]> {
  const all: Import[] = [];
  for (const item of shownList(cell) ?? [""]) {
    const match = /^@((?:"(?:[^"]|"")+"|[^"/])+)(\/.*)?$/s.exec(item);
    const name = match === null ? null : parseQualifiedName(match[1] as string);
    if (name === null || name.length > 3) return unknown(`not a list of imports: ${cell}`);
    all.push({ stage: displayedName([...schema.slice(0, 3 - name.length), ...name]), path: match?.[2] ?? "" });
  }
  return all;
}
