import type { Painter } from "../../terminal/painter.ts";

const marked = (name: string) => (text: string) => `<${name}>${text}</${name}>`;

/** Shows where the looks begin and end. */
export const markingPainter: Painter = {
  bold: marked("bold"),
  dim: marked("dim"),
  red: marked("red"),
  green: marked("green"),
  yellow: marked("yellow"),
  blue: marked("blue"),
  cyan: marked("cyan"),
  magenta: marked("magenta"),
};
