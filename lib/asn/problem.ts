/** What can be wrong with a ship notice. */
export type Problem = {
  readonly code:
    | "not_x12"
    | "not_one_interchange"
    | "envelope"
    | "control_number"
    | "segment_count"
    | "element_length"
    | "element_characters"
    | "date"
    | "bsn_missing"
    | "bsn"
    | "hierarchy"
    | "segment_missing"
    | "order_number"
    | "item_id"
    | "quantity"
    | "sscc"
    | "sscc_twice"
    | "ctt_missing"
    | "ctt_count"
    | "ctt_hash";
  /** For the person who sends it. */
  readonly message: string;
  /** The segment it is about, or null where it is about none. */
  readonly segment: string | null;
};
