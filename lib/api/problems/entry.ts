/** Decides what is known of each problem code: its status, what it means, how it comes about and how it is mended. */

export const TITLES = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  413: "Content too large",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal server error",
  503: "Service unavailable",
} as const;
export type ProblemStatus = keyof typeof TITLES;

export type ProblemEntry = {
  readonly status: ProblemStatus;
  /** The API's own sentence for `detail`, where the one that people read doesn't fit programs. */
  readonly says?: string;
  readonly means: string;
  readonly causes: readonly string[];
  readonly mend: string;
  /** Facts for the sentence of an example, and the field that it is about. */
  readonly example?: {
    readonly data?: Readonly<Record<string, string | number>>;
    readonly field?: string;
  };
};
