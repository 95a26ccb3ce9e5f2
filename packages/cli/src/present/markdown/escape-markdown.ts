import { printable } from "../rich/text-width.ts";

/** Breaks what GitHub would make a mention or a link of, and is not seen. */
const BREAK = "&#8203;";

/** Text that reads as it is in GitHub's Markdown: no mark-up, no HTML, no mention, no link. */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text).replace(/[\\`*_[\]|~$]/g, "\\$&");
}

/** The same inside a tag, where GitHub reads no Markdown. */
export function escapeHtml(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[@#](?=\w)/g, `$&${BREAK}`)
    .replace(/\b(?:https?|www)(?=[:.])/gi, `$&${BREAK}`);
}

/** A block of text as it is; its fence is longer than any in the text. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${withoutControls(text)}\n${fence}`;
}

function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "\ufffd");
}
