import { Skeleton } from "@/components/ui/skeleton";

const ROWS = Array.from({ length: 12 }, (_, at) => at);

/** Holds the room of toolbar and rows at their final sizes while the list is on its way. */
export function ListSkeleton() {
  return (
    <div>
      <p role="status" className="sr-only">
        Loading orders
      </p>
      <div className="flex gap-2 py-3">
        <Skeleton className="h-8 w-72 max-md:h-11 max-md:w-full" />
      </div>
      <div className="h-9 border-b max-md:hidden" />
      {ROWS.map((row) => (
        <div
          key={row}
          className="flex h-13 items-center gap-6 border-b px-2 max-md:h-38 max-md:flex-col max-md:items-start max-md:gap-3 max-md:px-0 max-md:py-3"
        >
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-4 flex-1 max-md:w-full" />
          <Skeleton className="h-4 w-80 max-md:w-full" />
        </div>
      ))}
    </div>
  );
}
