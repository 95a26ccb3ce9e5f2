export declare const suites: readonly {
  readonly name: string;
  readonly seconds: number;
  readonly spawns: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}[];
export declare const CHECK_SECONDS: number;
export declare const TOTAL_SECONDS: number;
