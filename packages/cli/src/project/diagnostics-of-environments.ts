import type { Diagnostic } from "@snowtower/kinds";
import type { ProjectOptions } from "../commands/project-options.ts";
import { type OpenProject, openProject } from "./open-project.ts";

/** What is wrong with a project as it stands; and where no environment is named, what is wrong with it in each of them. Each mistake once. */
export function diagnosticsOfEnvironments(project: OpenProject, options: ProjectOptions, env: NodeJS.ProcessEnv): readonly Diagnostic[] {
  if (options.env !== undefined || project.settingsDiagnostics.some(({ severity }) => severity === "error")) return project.diagnostics;
  const told = new Set(project.diagnostics.map(keyOf));
  const more = [...project.settings.environments.keys()].flatMap((name) =>
    openProject({ ...options, env: name }, env)
      .diagnostics.filter((diagnostic) => !told.has(keyOf(diagnostic)) && told.add(keyOf(diagnostic)))
      .map((diagnostic): Diagnostic => ({ ...diagnostic, message: `in the environment ${name}: ${diagnostic.message}` })),
  );
  return [...project.diagnostics, ...more].sort(byPlace);
}

function keyOf({ code, at, message }: Diagnostic): string {
  return [code, at.file, at.line, at.column, message].join("\u0000");
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
