import type { Report } from "@snowtower/kinds";

/** Takes a name for a path; false, and reported, if another path has it: one of the two would be lost. */
export type TakeName = (name: string, path: string) => boolean;

/** The names of one folder. */
export function uniqueNames(report: Report): TakeName {
  const taken = new Map<string, string>();
  return (name, path) => {
    const first = taken.get(name);
    if (first === undefined) {
      taken.set(name, path);
      return true;
    }
    const at = { file: path, line: 1, column: 1 };
    report({
      severity: "error",
      code: "ST1007",
      message: `"${path}" and "${first}" have the same name`,
      at,
      hint: "case and the ending (.yaml, .yml) do not count; keep one",
    });
    return false;
  };
}
