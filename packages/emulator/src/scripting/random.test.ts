import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as } from "../testing/run.ts";
import { calculate, parseDecimal, printDecimal, rescale } from "./decimal.ts";

/** A piece of a script beside what it means, said a second time in JavaScript. */
interface Piece {
  readonly text: string;
  readonly run: (state: State) => void;
}

interface State {
  readonly vars: { a: bigint; b: bigint; c: bigint };
  steps: number;
}

/** How a loop or a block is left. */
class Leaves extends Error {}
class Breaks extends Leaves {}
class Continues extends Leaves {}
class Fails extends Leaves {}

const NAMES = ["a", "b", "c"] as const;
type Name = (typeof NAMES)[number];

interface Formula {
  readonly text: string;
  readonly of: (state: State) => bigint;
}

const constant = fc.integer({ min: -9, max: 9 }).map((n): Formula => ({ text: n < 0 ? `(${n})` : `${n}`, of: () => BigInt(n) }));
const variable = fc.constantFrom(...NAMES).map((name): Formula => ({ text: name, of: ({ vars }) => vars[name] }));
const atom = fc.oneof(constant, variable);
const formula: fc.Arbitrary<Formula> = fc.oneof(
  atom,
  fc.tuple(atom, fc.constantFrom("+", "-", "*"), atom).map(
    ([x, operator, y]): Formula => ({
      text: `${x.text} ${operator} ${y.text}`,
      of: (state) => (operator === "+" ? x.of(state) + y.of(state) : operator === "-" ? x.of(state) - y.of(state) : x.of(state) * y.of(state)),
    }),
  ),
);

interface Test {
  readonly text: string;
  readonly holds: (state: State) => boolean;
}

const test: fc.Arbitrary<Test> = fc
  .tuple(formula, fc.constantFrom("<", "<=", "=", "<>", ">", ">="), formula, fc.boolean())
  .map(([x, operator, y, negated]) => ({
    text: `${negated ? "NOT " : ""}${x.text} ${operator} ${y.text}`,
    holds(state) {
      const order = x.of(state) - y.of(state);
      const holds = { "<": order < 0n, "<=": order <= 0n, "=": order === 0n, "<>": order !== 0n, ">": order > 0n, ">=": order >= 0n }[operator];
      return (holds ?? false) !== negated;
    },
  }));

/** Keeps values small, and counts: a script that takes too long is left out. */
function set(state: State, name: Name, value: bigint): void {
  state.steps++;
  state.vars[name] = value % 1000n;
}

const assignment = fc.tuple(fc.constantFrom(...NAMES), formula).map(
  ([name, value]): Piece => ({
    text: `${name} := (${value.text}) % 1000;`,
    run: (state) => set(state, name, value.of(state)),
  }),
);

function all(pieces: readonly Piece[]): Piece {
  const run = (state: State): void => {
    for (const piece of pieces) piece.run(state);
  };
  return { text: pieces.map(({ text }) => text).join(" "), run };
}

const { statement } = fc.letrec<{ statement: Piece; body: Piece; loopStatement: Piece; loopBody: Piece }>((tie) => {
  const branches = (body: fc.Arbitrary<Piece>) =>
    fc.tuple(test, body, body).map(
      ([condition, yes, no]): Piece => ({
        text: `IF (${condition.text}) THEN ${yes.text} ELSE ${no.text} END IF;`,
        run: (state) => (condition.holds(state) ? yes : no).run(state),
      }),
    );
  const choice = (body: fc.Arbitrary<Piece>) =>
    fc.tuple(formula, formula, body, body).map(
      ([subject, wanted, yes, no]): Piece => ({
        text: `CASE (${subject.text}) WHEN ${wanted.text} THEN ${yes.text} ELSE ${no.text} END CASE;`,
        run: (state) => (subject.of(state) === wanted.of(state) ? yes : no).run(state),
      }),
    );
  const counted = fc.tuple(fc.integer({ min: -2, max: 3 }), fc.integer({ min: -2, max: 3 }), fc.boolean(), fc.constantFrom(...NAMES), tie("loopBody")).map(
    ([from, to, reverse, name, body]): Piece => ({
      text: `FOR i IN ${reverse ? "REVERSE " : ""}${from} TO ${to} DO ${name} := (${name} + i) % 1000; ${body.text} END FOR;`,
      run(state) {
        for (let step = 0; step <= to - from; step++) {
          const i = BigInt(reverse ? to - step : from + step);
          set(state, name, state.vars[name] + i);
          try {
            body.run(state);
          } catch (leaves) {
            if (leaves instanceof Breaks) return;
            if (!(leaves instanceof Continues)) throw leaves;
          }
        }
      },
    }),
  );
  const guarded = fc.tuple(tie("body"), fc.boolean(), tie("body")).map(
    ([body, fails, handler]): Piece => ({
      text: `DECLARE e EXCEPTION (-20001, 'e'); BEGIN ${body.text} ${fails ? "RAISE e;" : "NULL;"} EXCEPTION WHEN e THEN ${handler.text} END;`,
      run(state) {
        try {
          body.run(state);
          if (fails) throw new Fails();
        } catch (leaves) {
          if (!(leaves instanceof Fails)) throw leaves;
          handler.run(state);
        }
      },
    }),
  );
  const divided = fc.tuple(fc.constantFrom(...NAMES), tie("body")).map(
    ([name, handler]): Piece => ({
      text: `BEGIN c := 100 / ${name} - 100 / ${name}; EXCEPTION WHEN EXPRESSION_ERROR THEN ${handler.text} END;`,
      run(state) {
        if (state.vars[name] === 0n) handler.run(state);
        else set(state, "c", 0n);
      },
    }),
  );
  const leaving = fc.tuple(test, fc.boolean()).map(
    ([condition, breaks]): Piece => ({
      text: `IF (${condition.text}) THEN ${breaks ? "BREAK" : "CONTINUE"}; END IF;`,
      run(state) {
        if (condition.holds(state)) throw breaks ? new Breaks() : new Continues();
      },
    }),
  );
  const body = fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map(all);
  const loopBody = fc.array(tie("loopStatement"), { minLength: 1, maxLength: 3 }).map(all);
  return {
    statement: fc.oneof({ depthSize: "small", withCrossShrink: true }, assignment, branches(tie("body")), choice(tie("body")), counted, guarded, divided),
    loopStatement: fc.oneof({ depthSize: "small" }, assignment, leaving, branches(tie("loopBody")), tie("statement")),
    body,
    loopBody,
  };
});

const numRuns = 25 * Number(process.env.SNOWTOWER_SAMPLES ?? "1");

describe("random scripts", () => {
  it("give what the same in JavaScript gives", async () => {
    const session = as(LocalAccount.create(), "ACCOUNTADMIN");
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 5 }).map(all), async (piece) => {
        const state: State = { vars: { a: 1n, b: 2n, c: 3n }, steps: 0 };
        piece.run(state);
        if (state.steps > 2000) return;
        const { a, b, c } = state.vars;
        const [outcome] = await session.execute(`DECLARE a INT := 1; b INT := 2; c INT := 3; BEGIN ${piece.text} RETURN a || ' ' || b || ' ' || c; END`);
        expect(outcome).toMatchObject({ kind: "done", result: { rows: [[`${a} ${b} ${c}`]] } });
      }),
      { numRuns },
    );
  });
});

describe("decimal numbers", () => {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 10 })).map(([digits, scale]) => ({ digits, scale }));

  it("are read as they are printed", () => {
    fc.assert(
      fc.property(decimal, (number) => {
        expect(parseDecimal(printDecimal(number))).toEqual(number);
      }),
    );
  });

  it("add and subtract without loss, and divide as they multiply", () => {
    fc.assert(
      fc.property(decimal, decimal, (x, y) => {
        const scale = Math.max(x.scale, y.scale);
        expect(calculate("-", calculate("+", x, y), y)).toEqual(rescale(x, scale));
        if (y.digits !== 0n) expect(calculate("%", x, y).digits).toBe(rescale(x, scale).digits % rescale(y, scale).digits);
        if (y.digits !== 0n && x.scale + y.scale <= 12) expect(rescale(calculate("/", calculate("*", x, y), y), x.scale)).toEqual(x);
      }),
    );
  });
});
