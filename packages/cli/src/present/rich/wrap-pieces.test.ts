import { expect, test } from "vitest";
import { plainPainter } from "../../terminal/painter.ts";
import { line, paintLine } from "./line.ts";
import { wrapPieces } from "./wrap-pieces.ts";

const wrapped = (width: number, ...pieces: readonly string[]): readonly string[] =>
  wrapPieces(
    pieces.map((piece) => line(piece)),
    width,
    2,
  ).map((each) => paintLine(each, plainPainter));

test("pieces stay whole as long as they fit", () => {
  expect(wrapped(40, "Account A.B", "at local,", "user BOB,", "role R")).toEqual(["Account A.B at local, user BOB, role R"]);
  expect(wrapped(30, "Account A.B", "at local,", "user BOB,", "role R")).toEqual(["Account A.B at local,", "  user BOB, role R"]);
  expect(wrapped(12, "Account A.B", "at a long place,", "user BOB")).toEqual(["Account A.B", "  at a long", "  place,", "  user BOB"]);
});
