"use client";

import { useEffect, useRef, useState } from "react";

type Suggestion = { readonly key: string; readonly name: string };

export type Suggestions<S extends Suggestion> = {
  readonly loaded: readonly S[];
  /** False where there are more than were loaded with the page. */
  readonly isAll: boolean;
};

const PAUSE_MS = 150;

/** What a field offers: what came with the page and, where that is not all, the matches of what is typed. */
export function useSuggestions<S extends Suggestion>(
  address: string,
  { loaded, isAll }: Suggestions<S>,
) {
  const [options, setOptions] = useState(loaded);
  const waiting = useRef<AbortController | null>(null);
  useEffect(() => () => waiting.current?.abort(), []);

  /** The one that the text means: by its code, in any case, or by its whole name. */
  function find(text: string, among: readonly S[] = options): S | null {
    const wanted = text.trim().toLowerCase();
    const means = (one: S) => one.key.toLowerCase() === wanted || one.name.toLowerCase() === wanted;
    return wanted === "" ? null : (among.find(means) ?? null);
  }

  /** Calls back with the one that the text means, as soon as it is known; later typing overtakes it. */
  function look(text: string, found: (one: S) => void): void {
    waiting.current?.abort();
    const known = find(text);
    if (known !== null) {
      found(known);
      return;
    }
    if (!isAll && text.trim() !== "") {
      const controller = new AbortController();
      waiting.current = controller;
      void ask(text, controller.signal).then((matches) => {
        if (!controller.signal.aborted) {
          setOptions((before) => merged(matches, before));
          const match = find(text, matches);
          if (match !== null) {
            found(match);
          }
        }
      });
    }
  }

  /** Suggestions are a help only: without an answer people type on, and the server checks. */
  async function ask(text: string, signal: AbortSignal): Promise<readonly S[]> {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    if (signal.aborted) {
      return [];
    }
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal });
      return response.ok ? await response.json() : [];
    } catch {
      return [];
    }
  }

  return { options, find, look };
}

function merged<S extends Suggestion>(matches: readonly S[], before: readonly S[]): readonly S[] {
  const fresh = new Set(matches.map(({ key }) => key));
  return [...matches, ...before.filter(({ key }) => !fresh.has(key))];
}
