import { type ConfigEntry, type ConfigNode, catalogue, modelFiles, type Report } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";
import type { LoadedFiles } from "../../project/load-files.ts";
import { type Described, describedOf } from "./described.ts";
import { mergeNodes } from "./merge-nodes.ts";

/** What an override says of an object that an environment does not have. */
const ABSENT = "absent";

/** The files as an environment has them: fields are otherwise, and some objects are not there. A name that no file describes is a mistake. */
export function applyOverrides(files: LoadedFiles, overrides: ConfigNode, report: Report): LoadedFiles {
  if (overrides.kind !== "map") return files;
  return overrides.entries.reduce((all, entry) => ofKind(all, entry, report), files);
}

function ofKind(files: LoadedFiles, { key, keyAt, value }: ConfigEntry, report: Report): LoadedFiles {
  const words = [...new Set([...catalogue.map(({ name }) => name), ...modelFiles.map(({ stem }) => stem)])];
  if (!words.includes(key)) {
    const near = closest(key, words);
    report({ severity: "error", code: "ST1120", message: `there is no kind ${key}`, at: keyAt, ...(near === null ? {} : { hint: `did you mean "${near}"?` }) });
    return files;
  }
  // What is no map was told when snowtower.yaml was read.
  if (value.kind !== "map") return files;
  return value.entries.reduce((all, entry) => ofObject(all, { kind: key, entry }, report), files);
}

function ofObject(files: LoadedFiles, { kind, entry }: { readonly kind: string; readonly entry: ConfigEntry }, report: Report): LoadedFiles {
  const described = describedOf(files, kind);
  const found = described.find((each) => each.isNamed(entry.key));
  if (found === undefined) {
    const near = closest(
      entry.key.toUpperCase(),
      described.map(({ name }) => name),
    );
    const hint = near === null ? "an override changes what the files describe; it describes nothing new" : `did you mean ${near}?`;
    report({ severity: "error", code: "ST1120", message: `no file describes the ${kind} ${entry.key}`, at: entry.keyAt, hint });
    return files;
  }
  return overridden(files, found, entry, report);
}

function overridden(files: LoadedFiles, found: Described, { value }: ConfigEntry, report: Report): LoadedFiles {
  if (value.kind === "scalar" && value.source === ABSENT) return found.removed();
  if (value.kind === "map") return found.changed((node) => mergeNodes(node, value));
  report({ severity: "error", code: "ST1103", message: `expected a map of fields, or ${ABSENT}`, at: value.at });
  return files;
}
