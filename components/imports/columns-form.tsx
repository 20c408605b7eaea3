import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PendingButton } from "@/components/ui/pending-button";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { FIELD_NAMES, FIELDS } from "@/lib/intake/file/fields";
import { mappedColumns } from "@/lib/intake/file/mapping";
import { columnCells } from "@/lib/intake/file/table";
import type { OpenImport } from "@/lib/intake/stored";
import { FormatChoice } from "./format-choice";
import { problemText } from "./words";

type ColumnsFormProps = {
  readonly open: OpenImport;
  readonly locale: string;
  readonly action: (form: FormData) => void | Promise<void>;
};

/** Order number, client, product and quantity. */
const REQUIRED_COUNT = 4;
const SAMPLE_COUNT = 3;
const OPTIONS = FIELD_NAMES.map((field) => ({ value: field, label: FIELDS[field].label }));

export function ColumnsForm({ open, locale, action }: ColumnsFormProps) {
  const { row, file, settled } = open;
  const { table } = file;
  const missing = settled.problems.filter(({ code }) => code === "field_missing");
  const fields = new Map(
    mappedColumns(table.headings, settled.mapping.columns).map((one) => [one.index, one.field]),
  );
  return (
    <form action={action} className="flex flex-col gap-4">
      <input type="hidden" name="id" value={row.id} />
      {settled.problems.length + settled.questions.length > 0 ? (
        <Alert tone="caution" title="Some columns need a look">
          <ul>
            {settled.problems.map((problem) => (
              <li key={`${problem.code} ${problem.field} ${problem.heading}`}>
                {problemText(problem)}
              </li>
            ))}
            {settled.questions.map(({ heading }) => (
              <li key={heading}>Say below how “{heading}” is written.</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <Section
        flush
        title="Columns"
        actions={
          <p className="text-muted text-sm tabular-nums">
            Required: {REQUIRED_COUNT - missing.length} of {REQUIRED_COUNT} matched
          </p>
        }
      >
        <ul>
          {table.headings.map((heading, index) => (
            <li
              key={heading}
              className="grid items-start gap-x-6 gap-y-2 border-b px-4 py-2.5 last:border-b-0 md:grid-cols-[minmax(0,1fr)_20rem]"
            >
              <Column heading={heading} samples={columnCells(table, index)} />
              <div>
                <input type="hidden" name={`columns.${index}.heading`} value={heading} />
                <Select
                  name={`columns.${index}.field`}
                  aria-label={`${heading} means`}
                  options={OPTIONS}
                  placeholder="Leave out"
                  defaultValue={fields.get(index) ?? ""}
                />
                {settled.choices
                  .filter((choice) => choice.heading === heading)
                  .map((choice) => (
                    <FormatChoice
                      key={choice.kind}
                      choice={choice}
                      chosen={chosenFor(open, choice)}
                      locale={locale}
                    />
                  ))}
              </div>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="For all orders">
        <div className="grid gap-4 md:grid-cols-2">
          <Field label="Currency" hint="Where the file names none.">
            {(control) => (
              <Input
                {...control}
                name="constants.currency"
                defaultValue={settled.mapping.constants.currency}
                maxLength={3}
                pattern="[A-Za-z]{3}"
                title="Three letters, such as EUR"
              />
            )}
          </Field>
          <Field label="Client code" optional hint="Where the file names no client.">
            {(control) => (
              <Input
                {...control}
                name="constants.clientCode"
                defaultValue={settled.mapping.constants.clientCode}
                maxLength={40}
              />
            )}
          </Field>
        </div>
        <Checkbox
          className="mt-3"
          name="createMissing"
          label="Create missing clients and products"
          hint="New products are not tracked until their first stock movement."
          defaultChecked={row.createMissing === "yes"}
        />
      </Section>
      <div>
        <PendingButton variant="primary">Check the file</PendingButton>
      </div>
    </form>
  );
}

function Column({ heading, samples }: { heading: string; samples: readonly string[] }) {
  const shown = [...new Set(samples)].slice(0, SAMPLE_COUNT);
  return (
    <div className="min-w-0">
      <p className="truncate font-semibold">{heading}</p>
      <p className="truncate text-muted text-sm">
        {shown.length === 0 ? "Empty" : shown.join(" · ")}
      </p>
    </div>
  );
}

/** What a person answered; a format that is only our habit is not shown as chosen. */
function chosenFor(
  { settled }: OpenImport,
  choice: OpenImport["settled"]["choices"][number],
): string | undefined {
  const isOpen = settled.questions.some(({ field }) => field === choice.field);
  const { dateOrders, decimalMarks } = settled.mapping;
  const chosen = choice.kind === "date_order" ? dateOrders : decimalMarks;
  return isOpen ? undefined : chosen[choice.field];
}
