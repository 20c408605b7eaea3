import { TrackMessage } from "@/components/portal/track-message";

/** One answer for links that never were, were revoked or were cut short on the way. */
export default function NoSuchLink() {
  return (
    <TrackMessage title="This link does not work">
      It may have been replaced, or a part of it got lost on the way. Ask the company you ordered
      from for a new one.
    </TrackMessage>
  );
}
