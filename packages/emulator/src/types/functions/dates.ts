import { compilationError, unsupported } from "../../sql-error.ts";
import { cast } from "../cast.ts";
import { duckdbText } from "../duckdb-type.ts";
import { arg, as, type Bound, type ScalarFunction } from "../function.ts";
import { DATE, isTimestamp, number, type Type, typeText, varchar } from "../type.ts";
import { made, own, type Typed } from "../typed.ts";

/** (docs: sql-reference/functions-date-time, "Supported date and time parts") */
const PARTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    YEAR: "YEAR Y YY YYY YYYY YR YEARS YRS",
    QUARTER: "QUARTER Q QTR QTRS QUARTERS",
    MONTH: "MONTH MM MON MONS MONTHS",
    WEEK: "WEEK W WK WEEKOFYEAR WOY WY",
    DAY: "DAY D DD DAYS DAYOFMONTH",
    HOUR: "HOUR H HH HR HOURS HRS",
    MINUTE: "MINUTE M MI MIN MINUTES MINS",
    SECOND: "SECOND S SEC SECONDS SECS",
    MILLISECOND: "MILLISECOND MS MSEC MILLISECONDS",
    MICROSECOND: "MICROSECOND US USEC MICROSECONDS",
    NANOSECOND: "NANOSECOND NS NSEC NANOSEC NSECOND NANOSECONDS NANOSECS NSECONDS",
    DAYOFWEEK: "DAYOFWEEK WEEKDAY DOW DW",
    DAYOFWEEKISO: "DAYOFWEEKISO WEEKDAY_ISO DOW_ISO DW_ISO",
    DAYOFYEAR: "DAYOFYEAR YEARDAY DOY DY",
    EPOCH_SECOND: "EPOCH_SECOND EPOCH EPOCH_SECONDS",
    EPOCH_MILLISECOND: "EPOCH_MILLISECOND EPOCH_MILLISECONDS",
  }).flatMap(([part, words]) => words.split(" ").map((word) => [word, part])),
);

const BELOW_DAY = new Set(["HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND"]);
const WEEKS = new Set(["WEEK", "DAYOFWEEK"]);

/** A part of a date is a word or a text, never a column. */
function partOf(bound: Bound, at: number): string {
  const written = bound.call.args[at];
  const word = written?.kind === "column" && written.parts.length === 1 ? written.parts[0] : written?.kind === "string" ? written.value : undefined;
  const part = PARTS[(word ?? "").toUpperCase()];
  if (part === undefined) throw compilationError("001023", "22023", `${word ?? "?"} is not a valid date/time component for function ${bound.name}.`);
  requireWeeks(bound, part);
  return part;
}

function requireWeeks({ settings }: Bound, part: string): void {
  if (WEEKS.has(part) && (settings.parameter("WEEK_START") !== "0" || settings.parameter("WEEK_OF_YEAR_POLICY") !== "0"))
    throw unsupported("weeks that begin otherwise");
}

/** A date or a time; text is taken for a timestamp. */
function timeArg(bound: Bound, at: number): Typed {
  const of = arg(bound, at);
  if (of.type.kind === "VARCHAR" || of.type.kind === "NULL" || of.type.kind === "VARIANT")
    return cast(of, { kind: bound.settings.timestamp, scale: 9 }, { mode: "coerce", settings: bound.settings });
  if (of.type.kind === "TIMESTAMP_TZ") throw unsupported(`${bound.name} of TIMESTAMP_TZ`);
  if (of.type.kind !== "DATE" && of.type.kind !== "TIME" && !isTimestamp(of.type.kind))
    throw compilationError("001044", "42P13", `error line 1 at position 0\nInvalid argument types for function '${bound.name}': (${typeText(of.type)})`);
  return of;
}

function dateAdd(bound: Bound): Typed {
  const part = partOf(bound, 0);
  const amount = as(bound, 1, number(38));
  const given = timeArg(bound, 2);
  const of =
    given.type.kind === "DATE" && BELOW_DAY.has(part) ? cast(given, { kind: "TIMESTAMP_NTZ", scale: 9 }, { mode: "coerce", settings: bound.settings }) : given;
  if (of.type.kind === "TIME" && !BELOW_DAY.has(part))
    throw compilationError("001023", "22023", `${part.toLowerCase()} is not a valid date/time component for function DATEADD and type TIME.`);
  return made([amount, of], { type: of.type, sql: own("DATEADD", [part, amount, of, of.type.kind, bound.settings.zone], of.type) });
}

function dateDiff(bound: Bound): Typed {
  const part = partOf(bound, 0);
  const [a, b] = [timeArg(bound, 1), timeArg(bound, 2)];
  const kind = a.type.kind === b.type.kind ? a.type : a.type.kind === "DATE" ? b.type : a.type;
  const [x, y] = [a, b].map((of) => cast(of, kind, { mode: "coerce", settings: bound.settings }));
  return made([a, b], { type: number(18), vague: true, sql: own("DATEDIFF", [part, x ?? a, y ?? b, kind.kind, bound.settings.zone], number(18)) });
}

function dateTrunc(bound: Bound): Typed {
  const part = partOf(bound, 0);
  const of = timeArg(bound, 1);
  return made([of], { type: of.type, sql: own("DATE_TRUNC", [part, of, of.type.kind, bound.settings.zone], of.type) });
}

function extracted(bound: Bound, part: string, at: number): Typed {
  requireWeeks(bound, part);
  if (part === "WEEK") throw unsupported("WEEK(...)");
  const of = timeArg(bound, at);
  return made([of], { type: number(18), vague: true, sql: own("DATE_PART", [part, of, of.type.kind, bound.settings.zone], number(18)) });
}

function part(name: string): ScalarFunction {
  return { least: 1, most: 1, bind: (bound) => extracted(bound, name, 0) };
}

/** The moment the statement began. */
function now(kind: "TIMESTAMP_LTZ" | "DATE" | "TIME"): ScalarFunction {
  return {
    least: 0,
    most: 1,
    bind: (bound) => {
      const at = made([], { type: { kind: "TIMESTAMP_LTZ", scale: 9 }, sql: `CAST(${duckdbText(bound.settings.now)} AS DECIMAL(38,9))` });
      if (kind === "TIMESTAMP_LTZ") return at;
      const wall = cast(at, { kind: "TIMESTAMP_NTZ", scale: 9 }, { mode: "coerce", settings: bound.settings });
      const type: Type = kind === "DATE" ? DATE : { kind, scale: 9 };
      return { ...made([wall], { type, sql: own(kind === "DATE" ? "DATE_OF" : "TIME_OF", [wall], type) }) };
    },
  };
}

export const DATES: Readonly<Record<string, ScalarFunction>> = {
  DATEADD: { least: 3, most: 3, bind: dateAdd },
  TIMEADD: { least: 3, most: 3, bind: dateAdd },
  TIMESTAMPADD: { least: 3, most: 3, bind: dateAdd },
  DATEDIFF: { least: 3, most: 3, bind: dateDiff },
  TIMEDIFF: { least: 3, most: 3, bind: dateDiff },
  TIMESTAMPDIFF: { least: 3, most: 3, bind: dateDiff },
  DATE_TRUNC: { least: 2, most: 2, bind: dateTrunc },
  DATE_PART: { least: 2, most: 2, bind: (bound) => extracted(bound, partOf(bound, 0), 1) },
  EXTRACT: { least: 2, most: 2, bind: (bound) => extracted(bound, partOf(bound, 0), 1) },
  YEAR: part("YEAR"),
  QUARTER: part("QUARTER"),
  MONTH: part("MONTH"),
  DAY: part("DAY"),
  DAYOFMONTH: part("DAY"),
  DAYOFWEEK: part("DAYOFWEEK"),
  DAYOFWEEKISO: part("DAYOFWEEKISO"),
  DAYOFYEAR: part("DAYOFYEAR"),
  HOUR: part("HOUR"),
  MINUTE: part("MINUTE"),
  SECOND: part("SECOND"),
  LAST_DAY: {
    least: 1,
    most: 1,
    bind: (bound) => {
      const of = timeArg(bound, 0);
      return made([of], { type: DATE, sql: own("LAST_DAY", [of, of.type.kind, bound.settings.zone], DATE) });
    },
  },
  // "The day of the week as a three-letter name" (docs: sql-reference/functions/dayname)
  DAYNAME: named("DY"),
  MONTHNAME: named("MON"),
  CURRENT_DATE: now("DATE"),
  CURRENT_TIME: now("TIME"),
  LOCALTIME: now("TIME"),
  CURRENT_TIMESTAMP: now("TIMESTAMP_LTZ"),
  LOCALTIMESTAMP: now("TIMESTAMP_LTZ"),
  GETDATE: now("TIMESTAMP_LTZ"),
  SYSTIMESTAMP: now("TIMESTAMP_LTZ"),
  SYSDATE: {
    least: 0,
    most: 0,
    // "in the UTC time zone" (docs: sql-reference/functions/sysdate)
    bind: ({ settings }) => made([], { type: { kind: "TIMESTAMP_NTZ", scale: 9 }, sql: `CAST(${duckdbText(settings.now)} AS DECIMAL(38,9))` }),
  },
};

function named(format: string): ScalarFunction {
  return {
    least: 1,
    most: 1,
    bind: (bound) => {
      const of = timeArg(bound, 0);
      const name =
        of.type.kind === "DATE"
          ? own("DATE_TO_TEXT", [of, format], varchar(3))
          : own("TIMESTAMP_TO_TEXT", [of, of.type.kind, format, bound.settings.zone], varchar(3));
      return made([of], { type: varchar(3), sql: name, vague: true });
    },
  };
}
