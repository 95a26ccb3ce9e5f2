import { expect, test } from "vitest";
import { FaultSyntaxError, parseFaults } from "./parse-faults.ts";

test("every fault and every condition", () => {
  const spec =
    "delay 100ms..2s on 'CREATE%' user loader; ERROR 000625 state 57014 'it''s locked' nth 3 on 'GRANT%' times 2; half 5; drop before; drop after session 7; expire token; expire session; throttle 503 times all; stall; stall 1.5s session current";
  expect(parseFaults(spec).map(({ spec: _, ...fault }) => fault)).toEqual([
    { effect: { kind: "delay", fromMs: 100, toMs: 2000 }, on: "CREATE%", user: "LOADER" },
    { effect: { kind: "error", error: { code: "000625", sqlState: "57014", message: "it's locked" } }, nth: 3, on: "GRANT%", times: 2 },
    { effect: { kind: "half", changes: 5, error: expect.objectContaining({ code: "000603", sqlState: "XX000" }) } },
    { effect: { kind: "drop", when: "before" } },
    { effect: { kind: "drop", when: "after" }, session: "7" },
    { effect: { kind: "expire", what: "token" } },
    { effect: { kind: "expire", what: "session" } },
    { effect: { kind: "throttle", code: "503" }, times: "all" },
    { effect: { kind: "stall", ms: null } },
    { effect: { kind: "stall", ms: 1500 }, session: "current" },
  ]);
});

test("each keeps its own words", () => {
  expect(parseFaults(" delay 2m ;error 'a;b' on 'x'; ").map(({ spec }) => spec)).toEqual(["delay 2m", "error 'a;b' on 'x'"]);
});

test("a user's name is as SQL has it", () => {
  expect(parseFaults('drop after user "Jane Doe"')[0]?.user).toBe("Jane Doe");
  expect(parseFaults("drop after user jane")[0]?.user).toBe("JANE");
});

test.each([
  "",
  " ; ",
  "explode",
  "delay",
  "delay 5",
  "delay 2s..1s",
  "delay 40000m",
  "drop",
  "drop sideways",
  "throttle 404",
  "throttle",
  "error nth 0",
  "error on CREATE",
  "error on 'a' on 'b'",
  "error 'open",
  "error state x",
  "expire all",
  "stall soon",
  "half 0",
  "error times many",
])("%j is no fault", (spec) => {
  expect(() => parseFaults(spec)).toThrow(FaultSyntaxError);
});
