import type { Scalar } from "yaml";

/** The text of a scalar as PyYAML has it, where the parser differs from it at the end of a file; `null` if its quote is not closed there. */
export function scalarText(node: Scalar.Parsed, file: string): string | null {
  const value = String(node.value ?? "");
  const [start, end] = node.range;
  switch (node.type) {
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED": {
      const isCutOff = end === file.length && !file.endsWith("\n");
      return isCutOff && value.endsWith("\n") ? value.slice(0, -1) : value; // no line end that the file does not have
    }
    case "QUOTE_SINGLE":
      return countBefore(file, end, { what: "'", from: start + 1 }) % 2 === 1 ? value : null;
    case "QUOTE_DOUBLE":
      return end - 1 > start && file[end - 1] === '"' && countBefore(file, end - 1, { what: "\\", from: start + 1 }) % 2 === 0 ? value : null;
    default:
      return value;
  }
}

/** How often a character stands directly before `end`. */
function countBefore(file: string, end: number, of: { readonly what: string; readonly from: number }): number {
  let at = end;
  while (at > of.from && file[at - 1] === of.what) at--;
  return end - at;
}
