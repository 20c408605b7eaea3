import { expect, test } from "vitest";
import { composeLetter, isMailAddress, mailboxText, parseMailbox } from "./letter";

const FROM = { email: "orders@oakline.example", name: "Oakline Furniture" };
const mail = (set: Partial<Parameters<typeof composeLetter>[1]> = {}) => ({
  key: "0190-key",
  to: { email: "ida@acme.example", name: "Ida" },
  subject: "SO-1042 has left",
  text: "Dear Ida,\n\nit has left.",
  ...set,
});

test.each(["ida@acme.example", "i.d-a+x@mail.acme.example", "root@localhost"])(
  "%s is an address",
  (address) => expect(isMailAddress(address)).toBe(true),
);

test.each([
  "",
  "ida",
  "ida@",
  "ida@acme.example, eve@evil.example",
  "ida@acme.example\nBcc: eve@evil.example",
  "<ida@acme.example>",
  "ida@acme.example>",
  "a b@acme.example",
  "ida@-acme.example",
  `${"x".repeat(65)}@acme.example`,
])("%j is no address", (address) => expect(isMailAddress(address)).toBe(false));

test("a sender is a name with an address, or an address alone", () => {
  expect(parseMailbox("Oakline <orders@oakline.example>")).toEqual({
    email: "orders@oakline.example",
    name: "Oakline",
  });
  expect(parseMailbox('"Oakline, Ltd" <orders@oakline.example>')?.name).toBe("Oakline, Ltd");
  expect(parseMailbox("orders@oakline.example")).toEqual({
    email: "orders@oakline.example",
    name: "",
  });
  expect(parseMailbox("Oakline orders@oakline.example")).toBeNull();
});

test("a line break in a name or subject starts no header", () => {
  const letter = composeLetter(
    FROM,
    mail({
      subject: "Hello\r\nBcc: eve@evil.example",
      to: { email: "ida@acme.example", name: "Ida\u2028X" },
    }),
  );
  expect(letter?.subject).toBe("Hello Bcc: eve@evil.example");
  expect(letter?.to.name).toBe("Ida X");
});

test("the same key gives the same Message-ID, whatever it holds", () => {
  expect(composeLetter(FROM, mail())?.messageId).toBe("<0190-key@oakline.example>");
  expect(composeLetter(FROM, mail({ key: "a>\r\nb" }))?.messageId).toBe("<a---b@oakline.example>");
});

test("a letter says that a machine wrote it", () => {
  expect(composeLetter(FROM, mail())?.headers).toMatchObject({
    "Auto-Submitted": "auto-generated",
  });
});

test("the HTML says what the text says, and no more", () => {
  const html = composeLetter(
    FROM,
    mail({ text: "2 x <b>Table</b> & chair\nSee https://t.example/a?b=1&c=2.\n\nBye" }),
  )?.html;
  expect(html).toContain("2 x &lt;b&gt;Table&lt;/b&gt; &amp; chair<br>");
  expect(html).toContain(
    'See <a href="https://t.example/a?b=1&amp;c=2">https://t.example/a?b=1&amp;c=2</a>.</p>',
  );
});

test("nobody is written to at an address that is none", () => {
  expect(composeLetter(FROM, mail({ to: { email: "a@b.example, c@d.example" } }))).toBeNull();
});

test("a name with quotes stays one name", () => {
  expect(mailboxText({ email: "a@b.example", name: 'A "B" C' })).toBe('"A B C" <a@b.example>');
});
