"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";

const SAYS = "You are offline. This page stays as it is until you are back.";
const REFUSES = "You are offline; nothing was sent. What you typed is still here.";
const STAYS = "You are offline; other pages can't be opened until you are back.";

function watchConnection(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

const isOnline = () => navigator.onLine;

/**
 * Says that there is no connection, and keeps what was typed: no form is sent and no page is left
 * while it lasts. Registers the page that is shown where a page can't be reached.
 */
export function OfflineGuard() {
  const online = useSyncExternalStore(watchConnection, isOnline, () => true);
  const [text, setText] = useState(SAYS);
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (process.env.NODE_ENV === "production") {
      // Without it the browser shows a page of its own: nothing that anybody has to hear of.
      navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
    }
  }, []);

  useEffect(() => {
    if (online) {
      return;
    }
    setText(SAYS);
    raise(ref.current);
    const say = (sentence: string) => {
      setText(sentence);
      raise(ref.current);
    };
    // In the capture phase, so that no form and no link hears of it first.
    const holdForm = (event: SubmitEvent) => {
      const { target } = event;
      if (target instanceof HTMLFormElement && target.method !== "dialog") {
        event.preventDefault();
        event.stopImmediatePropagation();
        say(REFUSES);
      }
    };
    const holdLink = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link instanceof HTMLAnchorElement && leaves(link)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        say(STAYS);
      }
    };
    document.addEventListener("submit", holdForm, true);
    document.addEventListener("click", holdLink, true);
    return () => {
      document.removeEventListener("submit", holdForm, true);
      document.removeEventListener("click", holdLink, true);
    };
  }, [online]);

  return online ? null : (
    <div ref={ref} popover="manual" role="alert" className="offline-notice glyph tone-caution">
      {text}
    </div>
  );
}

/** Puts the notice above everything, an open dialog too. */
function raise(notice: HTMLElement | null): void {
  if (notice?.isConnected && typeof notice.showPopover === "function") {
    if (notice.matches(":popover-open")) {
      notice.hidePopover();
    }
    notice.showPopover();
  }
}

/** Links inside the page, to a phone or a mail program work without a connection. */
function leaves(link: HTMLAnchorElement): boolean {
  const isPage = link.protocol === "http:" || link.protocol === "https:";
  const isHere = link.pathname === location.pathname && link.search === location.search;
  return isPage && !(isHere && link.hash !== "");
}
