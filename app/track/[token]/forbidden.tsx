import { TrackMessage } from "@/components/portal/track-message";

/** For addresses that tried too many links that do not exist. */
export default function TooManyTries() {
  return (
    <TrackMessage title="Too many tries">
      Too many links that do not work were opened from your network. Wait ten minutes, then open
      yours again.
    </TrackMessage>
  );
}
