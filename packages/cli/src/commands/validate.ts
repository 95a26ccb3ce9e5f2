import { counted } from "../present/plural.ts";
import { diagnosticsOfEnvironments } from "../project/diagnostics-of-environments.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { ProjectOptions } from "./project-options.ts";

/** Checks a project's files; as they are in every environment, if none is named. Exit code 0: nothing is wrong with them. */
export async function validate(options: ProjectOptions, terminal: Terminal): Promise<number> {
  const project = openProject(options, process.env);
  const errors = printDiagnostics(diagnosticsOfEnvironments(project, options, process.env), { root: project.root, terminal });
  if (errors > 0) return 1;
  terminal.print(`valid: ${counted(project.loaded.specs.length, "object")} described`);
  return 0;
}
