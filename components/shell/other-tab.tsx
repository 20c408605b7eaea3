"use client";

import { useEffect, useRef, useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import type { FormAction, ShellWorkspace } from "./types";

const CHANNEL = "orderflow.workspace";

type OtherTabProps = {
  readonly workspace: ShellWorkspace;
  readonly switchWorkspaceAction: FormAction;
};

/**
 * All tabs of a browser work in one workspace. When another tab switches, this one stops: what is
 * typed here must not go where it does not belong.
 */
export function OtherTab({ workspace, switchWorkspaceAction }: OtherTabProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [now, setNow] = useState("");
  const { id, name } = workspace;

  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<ShellWorkspace>) => {
      if (data.id === id) {
        dialog.current?.close();
      } else {
        setNow(data.name);
        if (!dialog.current?.open) {
          dialog.current?.showModal();
        }
      }
    };
    channel.postMessage({ id, name });
    return () => channel.close();
  }, [id, name]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="other-tab-title"
      className="dialog p-5"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="other-tab-title" className="text-lg">
        You work in {now} now
      </h2>
      <p className="mt-1 mb-4 text-muted">
        Another tab switched the workspace. This one still shows {name}, and what you sent from here
        would go to {now}.
      </p>
      <div className="flex flex-wrap gap-2">
        {/* A full load: everything on this page is of the other workspace. */}
        <a href="/" className={buttonVariants({ variant: "primary" })}>
          Go to {now}
        </a>
        <form action={switchWorkspaceAction}>
          <Button type="submit" name="workspace" value={id}>
            Back to {name}
          </Button>
        </form>
      </div>
    </dialog>
  );
}
