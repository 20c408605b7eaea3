/** Decides the digits of GS1 and VICS numbers: check digits, SSCC-18, bill of lading numbers, GTINs. */

/** What stands in an SSCC for a company prefix the workspace doesn't have. No company owns it. */
const INTERNAL_PREFIX = "0000000";

/** An extension digit, 16 digits of prefix and serial, a check digit make the 18 of an SSCC. */
const SSCC_BODY = 16;

/**
 * The GS1 mod-10 check digit of a payload: from the right the weights 3, 1, 3, 1 and so on, then
 * what is missing to the next ten. Throws on anything but digits.
 */
export function checkDigit(payload: string): string {
  if (!/^\d+$/.test(payload)) {
    throw new Error(`A GS1 number has digits only, not "${payload}".`);
  }
  let sum = 0;
  for (let place = 0; place < payload.length; place += 1) {
    const digit = Number(payload[payload.length - 1 - place]);
    sum += place % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last of the digits is the GS1 check digit of those before it. */
function checkDigitFits(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** Whether a text is a GTIN-8, -12, -13 or -14 with a right check digit. */
export function isGtin(text: string): boolean {
  return /^(\d{8}|\d{12,14})$/.test(text) && checkDigitFits(text);
}

/** Whether a text is an SSCC-18 with a right check digit. */
export function isSscc(text: string): boolean {
  return /^\d{18}$/.test(text) && checkDigitFits(text);
}

/** Whether a text can be a GS1 company prefix in an SSCC: 7 to 10 digits. */
export function isCompanyPrefix(text: string): boolean {
  return /^\d{7,10}$/.test(text);
}

/**
 * The SSCC-18 of a carton: extension digit 0, company prefix, serial, check digit. Without a prefix
 * it is good only inside the workspace, and whoever prints it must mark it internal. Throws when
 * the prefix is none or the serial doesn't fit beside it.
 */
export function sscc18(of: { prefix: string | null; serial: number }): string {
  if (of.prefix !== null && !isCompanyPrefix(of.prefix)) {
    throw new Error(`"${of.prefix}" is no GS1 company prefix of 7 to 10 digits.`);
  }
  const prefix = of.prefix ?? INTERNAL_PREFIX;
  const payload = `0${prefix}${serialDigits(of.serial, SSCC_BODY - prefix.length, "SSCC")}`;
  return payload + checkDigit(payload);
}

/**
 * The 17-digit VICS number of a bill of lading: company prefix, serial and check digit, or "04",
 * a serial of 14 digits and a check digit without a prefix. A prefix of six digits gets a leading
 * zero. Throws when the prefix is none or the serial doesn't fit beside it.
 */
export function bolNumber(of: { prefix: string | null; serial: number }): string {
  if (of.prefix !== null && !/^\d{6,10}$/.test(of.prefix)) {
    throw new Error(`"${of.prefix}" is no GS1 company prefix of 6 to 10 digits.`);
  }
  const head = of.prefix === null ? "04" : of.prefix.padStart(7, "0");
  const payload = head + serialDigits(of.serial, 16 - head.length, "bill of lading");
  return payload + checkDigit(payload);
}

function serialDigits(serial: number, length: number, series: string): string {
  if (!Number.isSafeInteger(serial) || serial < 0) {
    throw new Error(`A serial of the ${series} series is a whole number, not ${serial}.`);
  }
  const digits = String(serial);
  if (digits.length > length) {
    throw new Error(
      `The ${series} series is used up: serial ${digits} has more than ${length} digits.`,
    );
  }
  return digits.padStart(length, "0");
}
