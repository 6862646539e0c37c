// Prints what three readers of cards find in the files named: one JSON object a file.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { parse } from "vcard4";
import vCard from "vcf";

const names = ["fn", "email", "tel", "org", "title", "note", "uid"];

// ical.js leaves the escapes in a text with semicolons.
const plain = (text) => String(text).replace(/\\([,;])/g, "$1");

function byIcal(text) {
  const properties = ICAL.parse(text)[1];
  const of = (name) => properties.filter(([one]) => one === name).map((one) => one.slice(3).flat().map(plain));
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

function byVcard4(text) {
  const { parsedVcard } = parse(text);
  const of = (name) => parsedVcard.filter((one) => one.property === name.toUpperCase()).map((one) => [one.value].flat());
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

function byVcf(text) {
  const card = new vCard().parse(text);
  const of = (name) => [card.get(name) ?? []].flat().map((one) => one.valueOf());
  return { email: of("email"), tel: of("tel"), uid: of("uid") };
}

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  const is4 = text.includes("VERSION:4.0");
  console.log(JSON.stringify({ ical: byIcal(text), vcard4: is4 ? byVcard4(text) : null, vcf: byVcf(text) }));
}
