import type { Kind } from "@snowtower/kinds";
import { overloadsOf, readLawFile } from "./describe-object.ts";
import type { Plain } from "./type-samples.ts";

type File = { readonly [field: string]: Plain };

export interface Fitting extends ReturnType<typeof readLawFile> {
  readonly file: File;
  readonly argumentTypes: readonly string[] | undefined;
}

/** The file as the overload that it fits best. */
export function read(kind: Kind, file: File): Fitting {
  const all = overloadsOf(kind).map((argumentTypes): Fitting => ({ ...readLawFile(kind, file, argumentTypes), file, argumentTypes }));
  return all.reduce((best, each) => (each.faults < best.faults ? each : best));
}

/** A random file without what does not go together with the rest. */
export function fitting(kind: Kind, file: File): Fitting {
  let best = read(kind, file);
  for (const field of Object.keys(file)) {
    if (best.faults === 0) break;
    const { [field]: _left, ...rest } = best.file;
    const without = read(kind, rest);
    if (without.faults < best.faults) best = without;
  }
  return best;
}
