import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { StoreError } from "./store-error.ts";

/** `<checksum> <json>\n`: one line of the log or the snapshot. */
export function encodeRecord(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

function checksum(json: string): string {
  return createHash("sha256").update(json).digest("hex").slice(0, 16);
}

interface Records {
  readonly values: readonly unknown[];
  /** Where the last whole record ends, in bytes. */
  readonly end: number;
  /** A last line that was not written to its end, as after a crash; its bytes. */
  readonly torn: number;
}

/** Reads a file of records. Only an unfinished last line is forgiven, and only where the file was being appended to. */
export function readRecords(path: string, { forgiveTorn }: { readonly forgiveTorn: boolean }): Records {
  const bytes = readFileSync(path);
  const values: unknown[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    if (newline < 0) {
      if (forgiveTorn) return { values, end: start, torn: bytes.length - start };
      throw new StoreError("damaged", `${path} line ${line}: the line is not complete`);
    }
    const text = bytes.toString("utf8", start, newline);
    const json = text.slice(17);
    if (text[16] !== " " || checksum(json) !== text.slice(0, 16))
      throw new StoreError("damaged", `${path} line ${line}: the checksum is wrong; the file was damaged or edited`);
    values.push(JSON.parse(json));
    start = newline + 1;
  }
  return { values, end: start, torn: 0 };
}
