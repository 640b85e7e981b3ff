const WHAT =
  /^(?:(?:please )?(?:insert|enter|include|type|amend|delete|complete|specify|state|add|select|choose)\b(?! key\b).|(?:name|names) of\b|name\b|(?:your|our|the|this|dsl|deputy|lead|head|headteacher|head ?teacher|principal|chair|school|setting|academy|trust|nursery|college|governing|governor|link|la|lado|local|telephone|phone|contact|mobile|e-?mail|address|date|tbc|tba|to be|xx|role|title|logo|number|link|details?|schools?)\b)/i
/** What is in brackets for another reason: a thing that was taken out, an address that a website hides, an instruction of a form. */
const NOT =
  /\b(?:redacted|removed|withheld|deleted|omitted|anonymi[sz]ed|hidden|protected|changed)\b|^(?:added|dated|updated|entered|inserted|amended)\b|^(?:insert|enter|add|delete|select|type)$/i
const LONGEST = 80

const BRACKETS = /\[([^\][\n]{2,80})\](\(https?:)?/g
const ANGLES = /<{1,2}\s?((?:insert|enter|name of|school|your school|date|dsl|setting)\b[^<>\n]{0,60})>{1,2}/gi
/** Of forms of Word and letters that are merged, of the words that templates of policies use, and of days and names left open. */
const OTHERS =
  /\{\{[^{}\n]{1,40}\}\}|«[^«»\n]{1,40}»|\((?:insert|enter|add) [^()\n]{2,60}\)|\binsert (?:your |the |our )?(?:school|setting|name|date|logo|academy|trust)(?: [\p{L}’']{1,20}){0,4} here\b|\bclick (?:or tap )?here to enter\b[^\n.]{0,20}|\bchoose an item\b|\b(?:xx|dd)[/.-](?:xx|mm)[/.-](?:xxxx|xx|yyyy|yy)\b|(?<![\p{L}\p{N}@./])x{3,6} x{3,6}(?![\p{L}\p{N}@])|(?<![\p{L}\p{N}@./])x{4,20}(?![\p{L}\p{N}@])|\blorem ipsum\b/giu

/** Places in a text that a template left to fill in, as they are written. */
export function placeholdersIn(text: string): string[] {
  const found: string[] = []
  for (const { 0: said, 1: inside = '', 2: link, index } of text.matchAll(BRACKETS))
    if (link === undefined && isToFillIn(inside.trim()) && !isQuoted(text, index, said)) found.push(said)
  for (const { 0: said, index } of text.matchAll(ANGLES)) if (!isQuoted(text, index, said)) found.push(said)
  for (const { 0: said, index } of text.matchAll(OTHERS)) if (!isQuoted(text, index, said) && !isOfForm(text, index, said)) found.push(said)
  return found
}

const isToFillIn = (inside: string): boolean => inside.length <= LONGEST && WHAT.test(inside) && !NOT.test(inside)

/** In quotation marks it is spoken of: "where the form says “[insert date]”". */
const isQuoted = (text: string, at: number, said: string): boolean =>
  /[“"'‘]$/.test(text.slice(Math.max(0, at - 1), at)) && /^[”"'’]/.test(text.slice(at + said.length, at + said.length + 1))

/** "Write dates as DD/MM/YYYY", and the number of a bowl. */
const isOfForm = (text: string, at: number, said: string): boolean =>
  (/^dd/i.test(said) && /\b(?:as|format|form|like|e\.g\.) $/i.test(text.slice(Math.max(0, at - 10), at))) || /^x{4}l$/i.test(said)
