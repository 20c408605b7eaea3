/** Decides how measured figures are compared with their bar and their limit, and shown. */

export type Limit = {
  readonly text: string;
  readonly holds: boolean;
};

export type Figure = {
  readonly part: string;
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "s" | "/s" | "MB";
  /** Something else, measured in the same run: machines differ, what is said of the bar does not. */
  readonly bar?: { readonly what: string; readonly value: number };
  readonly limit?: Limit;
};

export const atMost = (value: number, limit: number, unit: string): Limit => ({
  text: `<= ${limit} ${unit}`,
  holds: value <= limit,
});

export const atLeast = (value: number, limit: number, unit: string): Limit => ({
  text: `>= ${limit} ${unit}`,
  holds: value >= limit,
});

/** For what is a matter of yes or no, however long it takes. */
export const passes = (holds: boolean): Limit => ({ text: "passes", holds });

/** The value below which this share of the measured ones lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** How many times the bar a figure is: of rates the other way round, so that more always means slower. */
export function timesBar({ value, unit, bar }: Figure): number | null {
  if (!bar) {
    return null;
  }
  return unit === "/s" ? bar.value / value : value / bar.value;
}

const rounded = (value: number) =>
  value >= 100 ? Math.round(value) : Number(value.toPrecision(3));

export function tableOf(figures: readonly Figure[]) {
  return figures.map((figure) => {
    const times = timesBar(figure);
    return {
      part: figure.part,
      what: figure.what,
      value: `${rounded(figure.value)} ${figure.unit}`,
      "times the bar": times === null ? "" : `${rounded(times)} x ${figure.bar?.what ?? ""}`,
      limit: figure.limit?.text ?? "",
      holds: figure.limit ? (figure.limit.holds ? "yes" : "NO") : "",
    };
  });
}
