import { type Document, isCollection, isScalar, visit } from "yaml";

/** Where the innermost quote or bracket around an offset opens; `null` if there is none. */
export function openingOf(documents: readonly Document.Parsed[], offset: number): number | null {
  let opening: number | null = null;
  for (const document of documents) {
    visit(document, {
      Node(_key, node) {
        const [start, end] = node.range ?? [Number.POSITIVE_INFINITY, 0];
        if (start > offset || end < offset) return visit.SKIP;
        const isOpened = isCollection(node) ? node.flow === true : isScalar(node) && (node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE");
        if (isOpened) opening = start;
        return undefined;
      },
    });
  }
  return opening;
}
