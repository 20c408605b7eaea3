/** Decides how a refusal is said: one plain sentence per code, with what to do about it. */

type Data = Readonly<Record<string, string | number | boolean | null>>;

const WORDS: Readonly<Record<string, (data: Data) => string>> = {
  not_found: () => "There is no such order.",
  already_closed: () => "It is closed already.",
  already_archived: () => "It is archived already.",
  already_open: () => "It is open already.",
  not_met: () => "Something is still owed.",
  nothing_shipped: () => "Nothing has been shipped yet, so it can't be closed. Cancel it instead.",
  partly_shipped: () =>
    "A part has been shipped, so it can't be cancelled. Close it instead: the rest is then short-closed.",
  note_missing: () => "Say why it will not be fulfilled.",
  not_closed: () => "It is not closed yet.",
  not_completed: () => "It is not shipped, invoiced and paid in full yet.",
  on_hold: () => "It is on hold. Release it first.",
  archived: () => "It is archived. Reopen it first.",
  would_be_partial: ({ sku, reserved, packed, owed }) => {
    if (packed !== undefined) {
      return `${owed} of ${sku} are owed, but ${packed} are in this shipment, and partial shipments are not allowed for it. Pack all of it, or allow partial shipments first.`;
    }
    return sku
      ? `Only ${reserved} of ${owed} ${sku} are reserved, and partial shipments are not allowed for it.`
      : "It could only be shipped partly, which is not allowed for it.";
  },
  nothing_to_ship: ({ sku, owed }) =>
    sku ? `Nothing is reserved for it: ${owed} ${sku} are owed.` : "It has nothing to ship.",
  draft_exists: ({ shipment }) =>
    `Shipment ${shipment ?? ""} is being prepared already. Change it, ship it or make it void first.`,
  sku_not_ordered: ({ sku }) => `The order has no line with the SKU ${sku}.`,
  not_shippable: ({ sku }) => `${sku} is a service: it is not shipped.`,
  over_shipped: ({ sku, quantity, owed, most }) =>
    most === undefined || most === owed
      ? `Only ${owed} of ${sku} are still owed, so ${quantity} can't be shipped.`
      : `${owed} of ${sku} are still owed and at most ${most} may be shipped, so ${quantity} can't be.`,
  not_spare: ({ sku, quantity, owed, available }) =>
    `${owed} of ${sku} are still owed, and only ${available} more are free, so ${quantity} can't be shipped.`,
  not_reserved: ({ sku, quantity, reserved }) =>
    `Only ${reserved} of ${sku} are reserved for it, so ${quantity} can't be shipped yet.`,
  packages_differ: ({ sku, packed, quantity }) =>
    `The packages hold ${packed} of ${sku}, but the shipment ${quantity}. Make them the same.`,
  shipment_voided: ({ shipment }) => `Shipment ${shipment ?? ""} is void.`,
  not_voided: ({ shipment }) => `Shipment ${shipment ?? ""} is not void.`,
  shipment_gone: () => "The shipment is not void any more.",
  is_delivered: ({ shipment }) =>
    `Shipment ${shipment ?? ""} is recorded as delivered. Take that back first.`,
  asn_cancelled: () => "An ASN of it was cancelled since, so it can't go back to Archived.",
  asn_not_sent: ({ shipment }) => `No ASN of shipment ${shipment ?? ""} is out.`,
  no_quantity: () => "A quantity could not be read. Type it such as 2 or 1.5.",
  nothing_owed: ({ sku }) =>
    sku ? `Nothing of ${sku} is owed any more.` : "Nothing of it is owed any more.",
  more_than_owed: ({ sku, owed, quantity }) =>
    `Only ${owed} of ${sku} are still owed, so ${quantity} can't be short-closed.`,
  no_short_close: () => "Nothing of it is short-closed.",
  short_close_gone: () => "What this move short-closed was taken back since, line by line.",
  short: ({ sku, missing }) => `${missing ?? "Some"} ${sku ?? "units"} that it held are gone.`,
  changed_meanwhile: () => "Somebody changed it meanwhile. Look at it and try again.",
  already_shipped: ({ shipment }) => `Shipment ${shipment ?? ""} has been shipped already.`,
  not_dispatched: ({ shipment }) => `Shipment ${shipment ?? ""} has not left yet.`,
  already_delivered: ({ shipment }) =>
    `Shipment ${shipment ?? ""} is recorded as delivered already.`,
  not_delivered_yet: ({ shipment }) => `Shipment ${shipment ?? ""} is not recorded as delivered.`,
  nothing_dispatched: () => "Nothing has been shipped yet, so there is no ASN to send.",
  already_sent: () => "The ASN of each of its shipments has been sent already.",
  asn_invalid: ({ shipment, problem }) => `The ASN of ${shipment} would not be valid: ${problem}`,
  asn_sent: ({ shipment }) =>
    `The ASN of shipment ${shipment ?? ""} is out, so the shipment can't be taken back.`,
  channel_confirmed: ({ shipment }) =>
    `The marketplace knows of shipment ${shipment ?? ""} already, so it can't be taken back here. Cancel it there first.`,
  channel_tells: ({ shipment }) =>
    `Its marketplace is now being told of shipment ${shipment ?? ""}. That is its ASN.`,
  nothing_refused: () => "The marketplace has refused nothing of it. Reload the page.",
  channel_unsure: ({ shipment }) =>
    `The marketplace is being told of shipment ${shipment ?? ""} right now. Try again in a minute.`,
  already_undone: () => "This was undone already.",
  moved_since: () => "It has moved since. Undo the later move first.",
  nothing_left: () => "Nothing is left: the whole amount is covered.",
  too_much: () => "The amount is more than what is left.",
  not_positive: () => "The amount must be more than 0.",
  key_reused: () => "This form was sent before with other orders. Reload the page and try again.",
  receipt_closed: () => "Its rest was closed. Expect it again first.",
  receipt_open: () => "It is still expected.",
  receipt_complete: () =>
    "All of it has come. Record what came besides as a movement of the product.",
  below_received: ({ received }) =>
    `${received} have come already, so more than that must be expected. Close the rest instead.`,
  select_one: () => "Select one order only: each is moved by itself.",
  nothing_selected: () => "Select at least one order first.",
  unknown_client: ({ code }) => `There is no client with the code ${code}.`,
  unknown_product: ({ sku }) => `There is no product with the SKU ${sku}.`,
  number_taken: ({ number }) => `The number ${number} is taken.`,
  unknown_line: ({ line }) => `The order has no line ${line}.`,
  below_shipped: ({ line, shipped }) =>
    `Line ${line} can't go below the ${shipped} that are shipped or short-closed.`,
  allowance_used: ({ line, beyond }) =>
    `${beyond} more of line ${line} than ordered are shipped or short-closed already, so its over-ship allowance can't go below that.`,
  in_shipment: ({ line }) => `Line ${line} is in a shipment and can't be changed that way.`,
  in_production: ({ line }) =>
    `Line ${line} is made for this order, so it can't become another product or go away. Cancel its production order first, or let what is left of it be short-closed.`,
  not_open: () => "It is not open any more.",
  nothing_to_make: () => "Nothing of what is made here is short for it.",
  unknown_order: ({ order }) => `There is no order ${order}.`,
  not_in_queue: ({ order }) => `${order} is not open, so it has no place in the queue.`,
  beside_itself: () => "Name another order: it can't stand before or after itself.",
  ambiguous_line: () => "Several of its lines have this SKU. Name the line by its number.",
  not_goods: () => "A service is not made.",
  production_started: () => "It was started already.",
  production_blocked: () => "It is blocked. Unblock it first.",
  production_not_blocked: () => "It is not blocked.",
  production_made: () => "All of it is made already.",
  production_finished_short: () => "It was finished short. Reopen it first.",
  production_cancelled: () => "It was cancelled. Reopen it first.",
  production_open: () => "It is open already.",
  some_made: ({ made }) => `${made} are made already. Finish it short instead of cancelling it.`,
  none_made: () => "Nothing is made yet. Cancel it instead of finishing it short.",
  below_made: ({ made }) => `${made} are made already, so it can't be planned for fewer.`,
  already_taken_back: () => "This report was taken back already.",
  report_not_last: () => "There is a later report. Take that back first.",
  units_shipped: ({ shipment, left }) =>
    `${left} of its units are in shipment ${shipment}. Undo the shipment first.`,
  units_gone: ({ free, quantity }) =>
    `Only ${free} of its ${quantity} units are still in stock and not packed.`,
  no_lines: () => "An order needs at least one line.",
  not_allowed: () => "Your role doesn't allow this. Ask an admin.",
  signed_out: () => "You are signed out. Sign in and try again.",
};

/** The sentence for a refusal; an unknown code is said as its own words rather than not at all. */
export function refusalWords(code: string, data: Data = {}): string {
  return WORDS[code]?.(data) ?? `Refused: ${code.replaceAll("_", " ")}.`;
}
