import { readFileSync, statSync, writeFileSync } from "node:fs";
import { UsageError } from "../usage-error.ts";

interface GivenFile {
  /** What it is, in the words of an error: `plan`. */
  readonly what: string;
  readonly file: string;
}

/** What is in a file that the command line names. */
export function readGiven({ what, file }: GivenFile, mostBytes: number): string {
  try {
    const { size } = statSync(file);
    if (size > mostBytes) throw new UsageError("ST3305", `${file} is too large for a ${what}: ${size} bytes`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError("ST3305", `the ${what} ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "refused"}`);
  }
}

/** Writes a file that the command line names; only its owner may read it. */
export function writeGiven({ what, file }: GivenFile, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new UsageError("ST3305", `the ${what} cannot be written to ${file}: ${(error as NodeJS.ErrnoException).code ?? "refused"}`);
  }
}
