import { diskFiles, sourceFrame } from "@snowtower/engine";
import type { Diagnostic } from "@snowtower/kinds";
import { counted } from "../present/plural.ts";
import type { Terminal } from "../terminal/terminal.ts";

interface DiagnosticsOf {
  readonly root: string;
  readonly terminal: Terminal;
}

/** All that is wrong with a project, each with its line; gives the number of errors. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { root, terminal }: DiagnosticsOf): number {
  const files = diskFiles(root);
  const texts = new Map<string, string | null>();
  const textOf = (file: string): string | null => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const read = files.read(file);
    const text = read.kind === "text" ? read.text : null;
    texts.set(file, text);
    return text;
  };
  for (const diagnostic of diagnostics) {
    terminal.complain(sourceFrame(diagnostic, { text: textOf(diagnostic.at.file), width: terminal.width, paint: terminal.paintError }));
    terminal.complain("");
  }
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  if (diagnostics.length > 0)
    terminal.complain([errors > 0 ? counted(errors, "error") : "", warnings > 0 ? counted(warnings, "warning") : ""].filter(Boolean).join(", "));
  return errors;
}
