let allowed: RegExp[] = [];

/** Lets the running test log errors and warnings that match. */
export function allowLogs(...patterns: readonly RegExp[]): void {
  allowed.push(...patterns);
}

export function takeAllowedLogs(): readonly RegExp[] {
  const taken = allowed;
  allowed = [];
  return taken;
}
