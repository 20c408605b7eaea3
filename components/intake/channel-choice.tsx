import { ButtonLink } from "@/components/ui/button";

type ChannelChoiceProps = {
  readonly channels: readonly {
    readonly channel: string;
    readonly name: string;
    readonly says: string;
  }[];
};

export function ChannelChoice({ channels }: ChannelChoiceProps) {
  return (
    <ul className="divide-y">
      {channels.map(({ channel, name, says }) => (
        <li key={channel} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-semibold">{name}</p>
            <p className="text-muted text-sm">{says}</p>
          </div>
          <ButtonLink href={`/settings/connections/new/${channel}`}>Connect {name}</ButtonLink>
        </li>
      ))}
    </ul>
  );
}
