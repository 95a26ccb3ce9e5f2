import { characterWidth, displayWidth, printable as withoutControls } from "@snowtower/engine";

/** Text as it may stand in one line: a line break or tab becomes a space, whatever else a terminal would obey becomes visible. */
export function printable(text: string): string {
  return withoutControls(text.replace(/\r\n|[\n\r\t\u2028\u2029]/g, " "));
}

/** How many columns of a terminal it takes. */
export function widthOfText(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : displayWidth(text);
}

/** As much of a text as a width holds, with a mark where something is left out. */
export function cutText(text: string, width: number, mark = "..."): string {
  if (widthOfText(text) <= width) return text;
  const end = mark.slice(0, width);
  let kept = "";
  let room = width - end.length;
  for (const character of text) {
    room -= characterWidth(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + end;
}

/** Filled with spaces to a width. */
export function padText(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOfText(text)));
}
